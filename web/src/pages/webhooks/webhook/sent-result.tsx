import type { ReactNode } from 'react';
import { Notice } from '../../../design/notice.tsx';
import type { WebhookAttemptFragment, WebhookDeliveryState } from '../../../graphql/documents.ts';
import { word } from '../../../text/words.ts';
import { outcomeOf, REMEDIES } from '../webhook-words.ts';

/** What came back, as the answer to a mutation has it. */
export type Answered = {
  readonly state: WebhookDeliveryState;
  readonly attempts: readonly WebhookAttemptFragment[];
};

type SentResultProps = {
  readonly answered: Answered;
  /** What was sent: test, or event. */
  readonly what: string;
};

/** What a receiver answered to something that was just sent, and what helps where it rejected it. */
export function SentResult({ answered: { state, attempts }, what }: SentResultProps): ReactNode {
  const [last] = attempts;
  if (state === 'HELD') return <Notice tone="warn">{`The ${what} is held until you resume the webhook.`}</Notice>;
  if (last === undefined || (state === 'WAITING' && last.problem === null))
    return (
      <Notice tone="warn">{`The ${what} has no answer yet. The deliveries show it as soon as it is there.`}</Notice>
    );
  if (last.problem === null)
    return (
      <Notice tone="good">
        {`The receiver accepted the ${what}. ${outcomeOf(last)}.`}
        <Answer text={last.answer} />
      </Notice>
    );
  return (
    <Notice tone="bad">
      <p>
        {`The ${what} did not arrive. ${outcomeOf(last)}.`} {word(REMEDIES, last.problem)}
      </p>
      <Answer text={last.answer} />
    </Notice>
  );
}

/** The beginning of what a receiver answered, as plain text. */
export function Answer({ text }: { readonly text: string | null }): ReactNode {
  if (text === null || text === '') return null;
  return <pre className="answer">{text}</pre>;
}
