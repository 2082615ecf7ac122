import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { Facts } from '../../../design/facts.tsx';
import { DeleteExportFeedDocument, type FeedRowFragment } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { instant } from '../../../text/dates.ts';
import { contentOfFeed } from './feed-words.ts';

type DeleteFeedDialogProps = {
  readonly feed: FeedRowFragment | undefined;
  readonly onClose: () => void;
  /** The feed is gone, and the page shows it. */
  readonly onDeleted: (feed: FeedRowFragment) => void;
};

/** Deletes a feed: its address opens nothing from then on. */
export function DeleteFeedDialog({ feed, onClose, onDeleted }: DeleteFeedDialogProps): ReactNode {
  const router = useRouter();
  const { run, busy, problem } = useMutation(DeleteExportFeedDocument);
  const [rejected, setRejected] = useState<Rejected>();

  const close = (): void => {
    setRejected(undefined);
    onClose();
  };
  const remove = async (): Promise<void> => {
    if (feed === undefined) return;
    setRejected(undefined);
    const data = await run({ input: { feedId: feed.id } });
    if (data === undefined) return;
    const over = async (): Promise<void> => {
      close();
      await router.invalidate();
      onDeleted(feed);
    };
    await match(data.deleteExportFeed, {
      DeleteExportFeedSuccess: over,
      ExportFeedNotFoundError: over, // it is gone, as the user wants
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <ConfirmDialog
      open={feed !== undefined}
      title={`Delete “${feed?.label}”?`}
      act="Delete feed"
      busy={busy}
      onConfirm={remove}
      onCancel={close}
    >
      {feed !== undefined && (
        <>
          <p>Its address and its keys open nothing from now on, in no tool. This cannot be undone.</p>
          <Facts
            facts={[
              ['Data', contentOfFeed(feed)],
              ['Last read', feed.lastReadAt === null ? 'never' : instant(feed.lastReadAt)],
            ]}
          />
        </>
      )}
      <Rejection rejected={rejected} problem={problem} />
    </ConfirmDialog>
  );
}
