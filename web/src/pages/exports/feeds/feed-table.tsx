import { type ReactNode, useState } from 'react';
import { Badge } from '../../../design/badge.tsx';
import { Button } from '../../../design/button.tsx';
import { Wide } from '../../../design/wide.tsx';
import type { FeedRowFragment } from '../../../graphql/documents.ts';
import { instant } from '../../../text/dates.ts';
import { ConnectDialog } from './connect-dialog.tsx';
import { DeleteFeedDialog } from './delete-feed-dialog.tsx';
import { contentOfFeed, endOf, sizeOf } from './feed-words.ts';
import type { IssuedFeedKey } from './issued-key.tsx';
import { RotateDialog } from './rotate-dialog.tsx';

type FeedTableProps = {
  readonly feeds: readonly FeedRowFragment[];
  readonly onRotated: (issued: IssuedFeedKey) => void;
  readonly onDeleted: (feed: FeedRowFragment) => void;
};
type Act = 'connect' | 'rotate' | 'delete';

/** The feeds of the organization, oldest first. */
export function FeedTable({ feeds, onRotated, onDeleted }: FeedTableProps): ReactNode {
  const [open, setOpen] = useState<readonly [act: Act, feed: FeedRowFragment]>();
  const feedOf = (act: Act) => (open?.[0] === act ? open[1] : undefined);
  const close = (): void => setOpen(undefined);
  return (
    <Wide label="Feeds">
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col">Feed</th>
            <th scope="col">Newest file</th>
            <th scope="col">Last read</th>
            <th scope="col">Key ends</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <FeedRow key={feed.id} feed={feed} onAct={(act) => setOpen([act, feed])} />
          ))}
        </tbody>
      </table>
      <ConnectDialog feed={feedOf('connect')} onClose={close} />
      <RotateDialog feed={feedOf('rotate')} onClose={close} onRotated={onRotated} />
      <DeleteFeedDialog feed={feedOf('delete')} onClose={close} onDeleted={onDeleted} />
    </Wide>
  );
}

type FeedRowProps = { readonly feed: FeedRowFragment; readonly onAct: (act: Act) => void };

function FeedRow({ feed, onAct }: FeedRowProps): ReactNode {
  const { label, latest, lastReadAt } = feed;
  return (
    <tr>
      <th scope="row">
        <bdi>{label}</bdi>
        <p className="quiet">{contentOfFeed(feed)}</p>
      </th>
      <td data-label="Newest file">
        {latest === null ? (
          'Not made yet'
        ) : (
          <>
            {sizeOf(latest)}
            <p className="quiet">Data as of {instant(latest.dataAsOf)}</p>
          </>
        )}
      </td>
      <td data-label="Last read">{lastReadAt === null ? 'Never' : instant(lastReadAt)}</td>
      <td data-label="Key ends">
        <End feed={feed} />
      </td>
      <td>
        <div className="acts">
          <Button aria-label={`Open… ${label}`} onClick={() => onAct('connect')}>
            Open…
          </Button>
          <Button aria-label={`New key… ${label}`} onClick={() => onAct('rotate')}>
            New key…
          </Button>
          <Button tone="danger" aria-label={`Delete… ${label}`} onClick={() => onAct('delete')}>
            Delete…
          </Button>
        </div>
      </td>
    </tr>
  );
}

function End({ feed }: Pick<FeedRowProps, 'feed'>): ReactNode {
  const { tone, text, help } = endOf(feed, new Date());
  if (help === undefined) return text;
  return (
    <>
      <Badge tone={tone}>{text}</Badge>
      <p className="quiet">{help}</p>
    </>
  );
}
