import { match } from '@skill-link/client/match';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Field, Tick } from '../../../design/field.tsx';
import { FormActs } from '../../../design/form-acts.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { ReplayWebhookDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { instant } from '../../../text/dates.ts';
import { counted } from '../../../text/numbers.ts';
import { WEBHOOK_IS_GONE } from '../webhook-words.ts';
import type { ActDialogProps } from './act-dialog.ts';

const DAY = 86_400_000;

/** Sends everything since an instant again. */
export function ReplayDialog(props: ActDialogProps): ReactNode {
  const { webhook, open, onClose } = props;
  return (
    <Dialog open={open} title={`Send events again to “${webhook.label}”`} onClose={onClose}>
      <ReplayForm {...props} />
    </Dialog>
  );
}

function ReplayForm({ webhook, onClose, onDone }: ActDialogProps): ReactNode {
  const { run, busy, problem } = useMutation(ReplayWebhookDocument);
  const [rejected, setRejected] = useState<Rejected>();

  const replay = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const input = {
      webhookId: webhook.id,
      since: `${typedText(form, 'since').slice(0, 16)}:00Z`,
      undeliveredOnly: typedText(form, 'undelivered') !== '',
    };
    setRejected(undefined);
    const data = await run({ input });
    if (data === undefined) return;
    await match(data.replayWebhook, {
      ReplayWebhookSuccess: ({ events }) => onDone(replayed(events, webhook.state === 'ACTIVE')),
      EventNotKeptError: ({ keptSince }) =>
        setRejected({ message: `Events are kept for 30 days. Begin at ${instant(keptSince)} or later.` }),
      WebhookNotFoundError: () => setRejected({ message: WEBHOOK_IS_GONE }),
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <form onSubmit={replay}>
      <p>
        They are sent oldest first, a few at a time, and new events go before them. A receiver that knows an event by
        its id ignores it.
      </p>
      <Field
        label="Since (UTC)"
        name="since"
        type="datetime-local"
        required
        defaultValue={minuteBefore(DAY)}
        hint="In the last 30 days."
      />
      <Tick label="Only events that were never accepted" name="undelivered" defaultChecked />
      <Rejection rejected={rejected} problem={problem} />
      <FormActs act="Send events" busy={busy} onCancel={onClose} />
    </form>
  );
}

function replayed(events: number, isActive: boolean): string {
  if (events === 0) return 'There is no such event: nothing is sent.';
  return `${counted(events, 'event is', 'events are')} ${isActive ? 'sent again' : 'held until you resume'}.`;
}

function minuteBefore(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString().slice(0, 16);
}
