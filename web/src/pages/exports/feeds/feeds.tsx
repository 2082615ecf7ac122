import './feeds.css';
import { type ReactNode, useId, useState } from 'react';
import { Notice } from '../../../design/notice.tsx';
import { useFocusOnChange } from '../../../design/use-focus-on-change.ts';
import type { FeedRowFragment } from '../../../graphql/documents.ts';
import { FeedForm } from './feed-form.tsx';
import { FeedTable } from './feed-table.tsx';
import { type IssuedFeedKey, IssuedKey } from './issued-key.tsx';

/** The feeds of the organization: a new one, its key once, and those that there are. */
export function Feeds({ feeds }: { readonly feeds: readonly FeedRowFragment[] }): ReactNode {
  const headingId = useId();
  const [issued, setIssued] = useState<IssuedFeedKey>();
  const [deleted, setDeleted] = useState<FeedRowFragment>();
  // The button that had the focus is gone then.
  const heading = useFocusOnChange<HTMLHeadingElement>(deleted);
  const issue = (key: IssuedFeedKey): void => {
    setIssued(key);
    setDeleted(undefined);
  };
  const forget = (feed: FeedRowFragment): void => {
    setDeleted(feed);
    if (issued?.feed.id === feed.id) setIssued(undefined);
  };
  return (
    <section aria-labelledby={headingId}>
      <h2 id={headingId} ref={heading} tabIndex={-1}>
        Feeds
      </h2>
      <p>
        An address that always has the newest file, for Power BI, Excel, Python or DuckDB. The file is made again after
        each Skills Report; one with other data also every day. The key of a feed opens this feed only.
      </p>
      <FeedForm onCreated={issue} />
      <div aria-live="polite">
        {issued !== undefined && <IssuedKey issued={issued} onHide={() => setIssued(undefined)} />}
        {deleted !== undefined && <Notice tone="good">“{deleted.label}” is deleted.</Notice>}
      </div>
      {feeds.length === 0 ? (
        <p>There is no feed. Name the tool that reads it, choose the data, and create one.</p>
      ) : (
        <FeedTable feeds={feeds} onRotated={issue} onDeleted={forget} />
      )}
    </section>
  );
}
