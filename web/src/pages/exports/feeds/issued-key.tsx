import type { ReactNode } from 'react';
import { IssuedSecret } from '../../../design/issued-secret.tsx';
import type { FeedRowFragment } from '../../../graphql/documents.ts';
import { Connect } from './connect.tsx';
import { previousKeySentence } from './feed-words.ts';

/** A feed with its new key, which only the answer to the mutation has. */
export type IssuedFeedKey = {
  readonly feed: FeedRowFragment;
  readonly key: string;
  /** How long the previous key stays valid; undefined for the first key. */
  readonly previousHours?: number;
};

type IssuedKeyProps = { readonly issued: IssuedFeedKey; readonly onHide: () => void };

/** The address and the key of a feed, and how tools open it with them. */
export function IssuedKey({ issued: { feed, key, previousHours }, onHide }: IssuedKeyProps): ReactNode {
  return (
    <IssuedSecret
      facts={[
        ['Address', feed.address],
        ['User name', 'feed'],
        ['Key', key],
      ]}
      more={<Connect feed={feed} feedKey={key} />}
      onHide={onHide}
    >
      {previousHours === undefined
        ? `“${feed.label}” is created. Enter the key now in the tool that reads it.`
        : `“${feed.label}” has a new key. ${previousKeySentence(previousHours)}`}
    </IssuedSecret>
  );
}
