import { match } from '@skill-link/client/match';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Choice } from '../../../design/field.tsx';
import { FormActs } from '../../../design/form-acts.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { RotateWebhookSecretDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { ROTATIONS, WEBHOOK_IS_GONE } from '../webhook-words.ts';
import type { ActDialogProps } from './act-dialog.ts';

type RotateSecretProps = ActDialogProps & { readonly onSecret: (secret: string) => void };

/** Gives a webhook a new secret. */
export function RotateSecretDialog(props: RotateSecretProps): ReactNode {
  const { webhook, open, onClose } = props;
  return (
    <Dialog open={open} title={`New secret for “${webhook.label}”`} onClose={onClose}>
      <RotateSecretForm {...props} />
    </Dialog>
  );
}

function RotateSecretForm({ webhook, onClose, onDone, onSecret }: RotateSecretProps): ReactNode {
  const { run, busy, problem } = useMutation(RotateWebhookSecretDocument);
  const [rejected, setRejected] = useState<Rejected>();

  const rotate = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const hours = Number(typedText(event.currentTarget, 'hours'));
    setRejected(undefined);
    const data = await run({ input: { webhookId: webhook.id, previousValidForHours: hours } });
    if (data === undefined) return;
    await match(data.rotateWebhookSecret, {
      RotateWebhookSecretSuccess: ({ secret }) => {
        onSecret(secret);
        const text = ROTATIONS.find(([value]) => value === hours)?.[1];
        return onDone(hours === 0 ? 'The previous secret no longer signs.' : `The previous secret also signs ${text}.`);
      },
      InvalidWebhookInputError: setRejected,
      WebhookNotFoundError: () => setRejected({ message: WEBHOOK_IS_GONE }),
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={rotate}>
      <p>While two secrets sign, the receiver accepts each request with either. The new one is shown once.</p>
      <Choice label="The current secret also signs" name="hours" hint="An older secret ends now.">
        {ROTATIONS.map(([hours, text]) => (
          <option key={hours} value={hours}>
            {text}
          </option>
        ))}
      </Choice>
      <Rejection rejected={rejected} problem={problem} />
      <FormActs act="Make new secret" busy={busy} onCancel={onClose} />
    </form>
  );
}
