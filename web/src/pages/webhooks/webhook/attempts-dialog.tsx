import type { ReactNode } from 'react';
import { ProblemText } from '../../../app/problem.tsx';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import type { DeliveryRowFragment, WebhookAttemptFragment } from '../../../graphql/documents.ts';
import { instant } from '../../../text/dates.ts';
import { word } from '../../../text/words.ts';
import { CAUSES, eventName, outcomeOf, REMEDIES } from '../webhook-words.ts';
import { Answer } from './sent-result.tsx';
import { useAttempts } from './use-attempts.ts';

type AttemptsDialogProps = {
  readonly webhookId: string;
  readonly delivery: DeliveryRowFragment | undefined;
  readonly onClose: () => void;
};

/** The attempts of a delivery with what came back, and what was sent. */
export function AttemptsDialog({ webhookId, delivery, onClose }: AttemptsDialogProps): ReactNode {
  const title = delivery === undefined ? '' : `Attempts of ${eventName(delivery.event.type)}`;
  return (
    <Dialog open={delivery !== undefined} title={title} onClose={onClose}>
      {delivery !== undefined && <Attempts webhookId={webhookId} eventId={delivery.event.id} />}
      <div className="acts">
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}

function Attempts({ webhookId, eventId }: { readonly webhookId: string; readonly eventId: string }): ReactNode {
  const { delivery, problem } = useAttempts(webhookId, eventId);
  if (problem !== undefined) return <ProblemText problem={problem} />;
  if (delivery === undefined) return <p role="status">Loading…</p>;
  const { attempts, attemptCount, event } = delivery;
  return (
    <>
      {attemptCount > attempts.length && <p>{`The last ${attempts.length} of ${attemptCount}.`}</p>}
      {attempts.length === 0 && <p>It was not tried yet.</p>}
      <ol className="attempts">
        {attempts.map((attempt) => (
          <Attempt key={attempt.at} attempt={attempt} />
        ))}
      </ol>
      <details>
        <summary>What was sent</summary>
        <pre className="answer">{event.body}</pre>
      </details>
    </>
  );
}

function Attempt({ attempt }: { readonly attempt: WebhookAttemptFragment }): ReactNode {
  const { at, cause, problem, answer } = attempt;
  return (
    <li>
      {outcomeOf(attempt)}
      <p className="quiet">
        {word(CAUSES, cause)}, {instant(at)}. {problem !== null && word(REMEDIES, problem)}
      </p>
      <Answer text={answer} />
    </li>
  );
}
