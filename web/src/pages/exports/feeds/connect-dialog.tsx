import type { ReactNode } from 'react';
import { Button } from '../../../design/button.tsx';
import { Copyable } from '../../../design/copyable.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Facts } from '../../../design/facts.tsx';
import type { FeedRowFragment } from '../../../graphql/documents.ts';
import { Connect } from './connect.tsx';

type ConnectDialogProps = { readonly feed: FeedRowFragment | undefined; readonly onClose: () => void };

/** The address of a feed and how tools open it. The key was shown once and is not known any more. */
export function ConnectDialog({ feed, onClose }: ConnectDialogProps): ReactNode {
  return (
    <Dialog open={feed !== undefined} title={`Open “${feed?.label}”`} onClose={onClose}>
      {feed !== undefined && (
        <>
          <Facts
            facts={[
              ['Address', <Copyable key="address" text={feed.address} label="Copy address" />],
              ['User name', 'feed'],
              ['Password', 'the key of this feed. If it is lost, give the feed a new one.'],
            ]}
          />
          <Connect feed={feed} />
        </>
      )}
      <div className="acts">
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
