import { match } from '@skill-link/client/match';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Choice } from '../../../design/field.tsx';
import { FormActs } from '../../../design/form-acts.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { type FeedRowFragment, RotateExportFeedKeyDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { ROTATIONS } from './feed-words.ts';
import type { IssuedFeedKey } from './issued-key.tsx';

type RotateDialogProps = {
  readonly feed: FeedRowFragment | undefined;
  readonly onClose: () => void;
  readonly onRotated: (issued: IssuedFeedKey) => void;
};

/** Gives a feed a new key. */
export function RotateDialog({ feed, onClose, onRotated }: RotateDialogProps): ReactNode {
  return (
    <Dialog open={feed !== undefined} title={`New key for “${feed?.label}”`} onClose={onClose}>
      {feed !== undefined && <RotateForm feed={feed} onClose={onClose} onRotated={onRotated} />}
    </Dialog>
  );
}

function RotateForm({ feed, onClose, onRotated }: RotateDialogProps & { readonly feed: FeedRowFragment }): ReactNode {
  const router = useRouter();
  const { run, busy, problem } = useMutation(RotateExportFeedKeyDocument);
  const [rejected, setRejected] = useState<Rejected>();

  const rotate = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const previousHours = Number(typedText(event.currentTarget, 'hours'));
    setRejected(undefined);
    const data = await run({ input: { feedId: feed.id, previousValidForHours: previousHours } });
    if (data === undefined) return;
    await match(data.rotateExportFeedKey, {
      RotateExportFeedKeySuccess: async ({ feed: rotated, key }) => {
        onClose();
        onRotated({ feed: rotated, key, previousHours });
        await router.invalidate();
      },
      ExportFeedNotFoundError: setRejected,
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={rotate}>
      <p>The tools that read this feed need the new key. It is shown once.</p>
      <Choice label="The current key works" name="hours" hint="An older key ends now.">
        {ROTATIONS.map(([hours, text]) => (
          <option key={hours} value={hours}>
            {text}
          </option>
        ))}
      </Choice>
      <Rejection rejected={rejected} problem={problem} />
      <FormActs act="Make new key" busy={busy} onCancel={onClose} />
    </form>
  );
}
