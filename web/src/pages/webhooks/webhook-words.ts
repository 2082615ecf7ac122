import type { Tone } from '../../design/badge.tsx';
import type {
  EventType,
  WebhookAttemptCause,
  WebhookAttemptFragment,
  WebhookAttemptProblem,
  WebhookDeliveryState,
} from '../../graphql/documents.ts';
import { counted } from '../../text/numbers.ts';
import { type Known, word } from '../../text/words.ts';

/** For an act on a webhook that another administrator has deleted. */
export const WEBHOOK_IS_GONE = 'This webhook was deleted meanwhile. Go back to all webhooks.';

/** The name of a type as it stands in the events: credit.counted. */
export function eventName(type: EventType): string {
  return type.toLowerCase().replace('_', '.');
}

/** Which events a webhook gets. */
export function typesSentence(types: readonly EventType[]): string {
  return types.length === 0 ? 'All, also types that come later' : types.map(eventName).join(', ');
}

const TONES: Readonly<Partial<Record<WebhookDeliveryState, Tone>>> = {
  WAITING: 'warn',
  HELD: 'warn',
  GIVEN_UP: 'bad',
  DELIVERED: 'good',
};

/** The tone of a delivery. */
export function toneOf(state: WebhookDeliveryState): Tone {
  return TONES[state] ?? 'quiet';
}

/** What led to an attempt. */
export const CAUSES: Readonly<Record<Known<WebhookAttemptCause>, string>> = {
  EVENT: 'First attempt',
  RETRY: 'Retry',
  REDELIVERY: 'Sent again',
  REPLAY: 'Replay',
  TEST: 'Test',
};

type Outcome = Pick<WebhookAttemptFragment, 'problem' | 'status' | 'milliseconds'>;

/** What came back: Answered 204 after 35 ms. */
export function outcomeOf({ problem, status, milliseconds }: Outcome): string {
  const answered = problem === null || problem === 'STATUS' || problem === 'REDIRECT';
  if (answered && status !== null) return `Answered ${status} after ${counted(milliseconds, 'ms', 'ms')}`;
  return problem === null ? 'Accepted' : word(PROBLEMS, problem);
}

const PROBLEMS: Readonly<Record<Known<WebhookAttemptProblem>, string>> = {
  STATUS: 'Rejected',
  REDIRECT: 'Redirected',
  TIMEOUT: 'No complete answer within 15 seconds',
  CONNECTION_FAILED: 'The connection was refused, or ended before the answer',
  CERTIFICATE_REFUSED: 'The certificate is not valid for the name',
  NAME_NOT_FOUND: 'The name of the address is not found',
  ADDRESS_NOT_ALLOWED: 'The name leads to an address that is not public',
  ANSWER_TOO_LARGE: 'The answer has more than 64 kB',
};

/** What helps against a problem. */
export const REMEDIES: Readonly<Record<Known<WebhookAttemptProblem>, string>> = {
  STATUS: 'A receiver accepts an event with a status from 200 to 299. With 401 it may have another secret.',
  REDIRECT: 'Redirects are not followed: change the address to the one that the receiver names.',
  TIMEOUT: 'Answer first, and work afterwards.',
  CONNECTION_FAILED: 'Check whether the receiver runs, and whether its firewall lets requests from the internet in.',
  CERTIFICATE_REFUSED: 'Renew the certificate, with its intermediate certificates.',
  NAME_NOT_FOUND: 'Check the address and its name servers.',
  ADDRESS_NOT_ALLOWED: 'Use a host that the internet reaches.',
  ANSWER_TOO_LARGE: 'Answer with a status and no more than a few words.',
};

/** How long the secret before may sign along after a new one, in hours. */
export const ROTATIONS: readonly (readonly [hours: number, text: string])[] = [
  [24, 'for another day'],
  [168, 'for another seven days'],
  [1, 'for another hour'],
  [0, 'no longer: it has leaked'],
];
