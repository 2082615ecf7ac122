import type { Tone } from '../../../design/badge.tsx';
import type {
  CreditReason,
  CreditState,
  PersonAccountFragment,
  PersonCreditFragment,
  UserStatus,
} from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { points } from '../../../text/numbers.ts';
import { type Known, word } from '../../../text/words.ts';

const STATUSES: Readonly<Record<Known<UserStatus>, { readonly name: string; readonly tone: Tone }>> = {
  ACTIVE: { name: 'Active', tone: 'good' },
  DEACTIVATED: { name: 'Deactivated', tone: 'quiet' },
  DELETED: { name: 'Deleted', tone: 'quiet' },
  INVITED: { name: 'Invited', tone: 'warn' },
};

const CREDIT_STATES: Readonly<Record<Known<CreditState>, string>> = {
  COUNTED: 'Counted',
  DROPPED: 'No longer counted',
  DROP_SCHEDULED: 'Leaving',
  NOT_COUNTED: 'Not counted',
  PENDING: 'On its way',
};

/** Why a credit of a colleague adds no points, and what helps. */
const REASONS: Readonly<Record<Known<CreditReason>, string>> = {
  CAP_REACHED: 'Colleagues fill the points already.',
  EXPIRED: 'Expired. It has to be earned again.',
  LAG: 'Counted a moment ago. Its points follow within a minute.',
  MOVED_AWAY: 'The profile counts for another company now.',
  NOT_IN_ANY_REQUIREMENT: 'No designation or specialization requires it today.',
  NOT_LINKED: 'Access was removed. A new link brings it back.',
  PERSON_ALREADY_COUNTED: 'Another certification of the same person fills this step already.',
  PERSON_LEFT: 'The person has left.',
  RETIRED: 'Retired. It no longer counts.',
  REVOKED: 'Revoked where it was earned.',
  STEP_NOT_REACHED: 'It pays once enough colleagues have reached the step before.',
};

/** The status of an account, and its tone. */
export function statusWords(status: UserStatus): { readonly name: string; readonly tone: Tone } {
  return Object.hasOwn(STATUSES, status) ? STATUSES[status as Known<UserStatus>] : { name: status, tone: 'quiet' };
}

/** Since when an account has its status. */
export function statusSentence({ firstSignedInAt, deactivatedAt, deletedAt }: PersonAccountFragment): string {
  if (deletedAt !== null) return `on ${day(deletedAt)}`;
  if (deactivatedAt !== null) return `by the directory on ${day(deactivatedAt)}`;
  return firstSignedInAt === null ? 'has never signed in' : `first signed in on ${day(firstSignedInAt)}`;
}

/** The word for the state of a credit. */
export function creditState(state: CreditState): string {
  return word(CREDIT_STATES, state);
}

/** Green is where points are paid. */
export function creditTone({ state, contributesTo }: PersonCreditFragment): Tone {
  if (state === 'COUNTED') return contributesTo.some((one) => one.points > 0) ? 'good' : 'quiet';
  return state === 'PENDING' || state === 'DROP_SCHEDULED' ? 'warn' : 'quiet';
}

/** One sentence: where a credit counts, or why it does not. */
export function creditSentence(credit: PersonCreditFragment, titles: ReadonlyMap<string, string>): string {
  if (credit.state === 'PENDING') return `It is counted by ${day(credit.expectedBy)} at the latest.`;
  const paid = pointsByDesignation(credit);
  const counts = [...paid].map(
    ([code, sum]) => `${points(sum)} ${sum === 1 ? 'point' : 'points'} in ${titles.get(code) ?? code}`,
  );
  if (credit.state === 'DROP_SCHEDULED' && credit.dropsAt !== null)
    return [`Counts until ${day(credit.dropsAt)}.`, ...counts].join(' ');
  if (counts.length > 0) return counts.join(', ');
  return reasonSentence(credit, titles);
}

function reasonSentence({ reasons, contributesTo, achievement }: PersonCreditFragment, titles: Titles): string {
  const reason = reasons[0] ?? contributesTo.find((one) => one.reason !== null)?.reason;
  if (reason == null) return contributesTo.map(({ designation }) => titles.get(designation) ?? designation).join(', ');
  const successors = achievement.credential.supersededBy.map(({ title }) => title);
  const instead = reason === 'RETIRED' && successors.length > 0 ? ` ${successors.join(' or ')} replaces it.` : '';
  return word(REASONS, reason) + instead;
}

function pointsByDesignation({ contributesTo }: PersonCreditFragment): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { designation, points: paid } of contributesTo)
    if (paid > 0) sums.set(designation, (sums.get(designation) ?? 0) + paid);
  return sums;
}

type Titles = ReadonlyMap<string, string>;
