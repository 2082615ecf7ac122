import { match } from '@skill-link/client/match';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type Rejected, Rejection, unknownRejection } from '../../../app/rejection.tsx';
import { Button } from '../../../design/button.tsx';
import { Choice } from '../../../design/field.tsx';
import { typedText } from '../../../design/typed-text.ts';
import { type EventType, SendTestEventDocument, type WebhookQuery } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { WEBHOOK_IS_GONE } from '../webhook-words.ts';
import { type Answered, SentResult } from './sent-result.tsx';
import { useFreshWebhook } from './use-fresh-webhook.ts';

type TestEventProps = { readonly webhookId: string; readonly types: WebhookQuery['eventTypes'] };

/** Sends a test and shows what came back. */
export function TestEvent({ webhookId, types }: TestEventProps): ReactNode {
  const { run, busy, problem } = useMutation(SendTestEventDocument);
  const [rejected, setRejected] = useState<Rejected>();
  const [answered, setAnswered] = useState<Answered>();
  const refresh = useFreshWebhook();

  const send = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const type = typedText(event.currentTarget, 'type') as EventType;
    setRejected(undefined);
    setAnswered(undefined);
    const data = await run({ input: { webhookId, type } });
    if (data === undefined) return;
    await match(data.sendTestEvent, {
      SendTestEventSuccess: ({ delivery }) => {
        setAnswered(delivery);
        return refresh();
      },
      WebhookNotFoundError: () => setRejected({ message: WEBHOOK_IS_GONE }),
      unknown: (member) => setRejected(unknownRejection(member)),
    });
  };
  return (
    <section>
      <h2>Test</h2>
      <p>A test is sent at once and tried once, even while the webhook is paused or disabled.</p>
      <form className="filters" onSubmit={send} aria-label="Test">
        <Choice label="Event" name="type" defaultValue="WEBHOOK_TEST">
          {types.map(({ type, name }) => (
            <option key={type} value={type}>
              {type === 'WEBHOOK_TEST' ? name : `${name}, an example`}
            </option>
          ))}
        </Choice>
        <Button type="submit" busy={busy}>
          Send test event
        </Button>
      </form>
      <Rejection rejected={rejected} problem={problem} />
      <div aria-live="polite">{answered !== undefined && <SentResult answered={answered} what="test" />}</div>
    </section>
  );
}
