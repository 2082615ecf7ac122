import { match } from '@skill-link/client/match';
import { Link } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Choice } from '../../../design/field.tsx';
import { FormActs } from '../../../design/form-acts.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { type HeldEvents, ResumeWebhookDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { counted } from '../../../text/numbers.ts';
import { WEBHOOK_IS_GONE } from '../webhook-words.ts';
import type { ActDialogProps } from './act-dialog.ts';

/** Makes a webhook active, and decides about the events that were held; an active one that fails is tried at once. */
export function ResumeDialog(props: ActDialogProps): ReactNode {
  const { webhook, open, onClose } = props;
  const act = webhook.state === 'ACTIVE' ? 'Try' : 'Resume';
  return (
    <Dialog open={open} title={`${act} “${webhook.label}”${act === 'Try' ? ' now' : ''}?`} onClose={onClose}>
      <ResumeForm {...props} />
    </Dialog>
  );
}

type RejectedResume = Rejected & { readonly address?: true };

function ResumeForm({ webhook, onClose, onDone }: ActDialogProps): ReactNode {
  const { run, busy, problem } = useMutation(ResumeWebhookDocument);
  const [rejected, setRejected] = useState<RejectedResume>();
  const isActive = webhook.state === 'ACTIVE';
  const { waiting } = webhook.health;

  const resume = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const heldEvents = (typedText(event.currentTarget, 'held') || 'SEND') as HeldEvents;
    setRejected(undefined);
    const data = await run({ input: { webhookId: webhook.id, heldEvents } });
    if (data === undefined) return;
    await match(data.resumeWebhook, {
      ResumeWebhookSuccess: ({ released }) =>
        onDone(`Active. ${counted(released, 'event is', 'events are')} sent now.`),
      WebhookAddressError: ({ message }) => setRejected({ message, address: true }),
      WebhookNotFoundError: () => setRejected({ message: WEBHOOK_IS_GONE }),
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={resume}>
      <p>
        {isActive
          ? `${counted(waiting, 'event waits', 'events wait')} for the next attempt. They are sent at once.`
          : `${counted(waiting, 'event is', 'events are')} held. New events are sent from now on.`}
      </p>
      {!isActive && waiting > 0 && (
        <Choice label="Held events" name="held" hint="Discarded ones can still be sent again for 30 days.">
          <option value="SEND">Send, oldest first</option>
          <option value="DISCARD">Discard</option>
        </Choice>
      )}
      <Rejection rejected={rejected} problem={problem}>
        {rejected?.address && (
          <Link to="/integrations/webhooks/$id/change" params={{ id: webhook.id }}>
            Change the address
          </Link>
        )}
      </Rejection>
      <FormActs act={isActive ? 'Try now' : 'Resume webhook'} busy={busy} onCancel={onClose} />
    </form>
  );
}
