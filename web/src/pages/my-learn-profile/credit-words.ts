import type { Tone } from '../../design/badge.tsx';
import type { CreditReason, CreditState, MyCreditFragment, RequirementTitleFragment } from '../../graphql/documents.ts';
import { day, daysBetween } from '../../text/dates.ts';
import { points } from '../../text/numbers.ts';
import { type Known, word } from '../../text/words.ts';

const STATES: Readonly<Record<Known<CreditState>, string>> = {
  COUNTED: 'Counted',
  DROPPED: 'No longer counted',
  DROP_SCHEDULED: 'Counted until you leave',
  NOT_COUNTED: 'Not counted',
  PENDING: 'On its way',
};

/** Why a credit adds no points, and what helps. */
const REASONS: Readonly<Record<Known<CreditReason>, (about: Credential) => string>> = {
  CAP_REACHED: () => 'Colleagues fill the points already. It steps in when one of them leaves.',
  EXPIRED: ({ expiresOn, again }) => `Expired${expiresOn === null ? '' : ` on ${day(expiresOn)}`}. ${again}`,
  LAG: () => 'Counted a moment ago. Its points follow within a minute.',
  MOVED_AWAY: () => 'Your profile counts for another company now.',
  NOT_IN_ANY_REQUIREMENT: () => 'No designation or specialization requires it today. There is nothing to do.',
  NOT_LINKED: () => 'You removed access. A new link brings it back.',
  PERSON_ALREADY_COUNTED: () => 'Another certification of yours fills this step already.',
  PERSON_LEFT: () => 'Your company ended your access. Link your profile where you work now.',
  RETIRED: ({ retiredOn, successors }) =>
    `Retired${retiredOn === null ? '' : ` on ${day(retiredOn)}`}.${successors === '' ? ' It cannot be renewed.' : ` Earn ${successors} instead.`}`,
  REVOKED: ({ at }) => `${at} revoked it. Ask there for the reason.`,
  STEP_NOT_REACHED: () => 'It pays once enough colleagues have reached the step before.',
};

type Credential = {
  readonly at: string;
  readonly expiresOn: string | null;
  readonly retiredOn: string | null;
  readonly successors: string;
  readonly again: string;
};

/** A renewal is free within this time before the expiry. */
const RENEWAL_DAYS = 180;

/** The word for the state of a credit. */
export function creditState(state: CreditState): string {
  return word(STATES, state);
}

/** Green is where points are paid, or would be. */
export function creditTone({ state, contributesTo }: MyCreditFragment): Tone {
  if (state === 'COUNTED') return contributesTo.some((one) => one.points > 0) ? 'good' : 'quiet';
  if (state === 'PENDING' || state === 'DROP_SCHEDULED') return 'warn';
  return state === 'NOT_COUNTED' ? 'bad' : 'quiet';
}

/** One sentence: where a credit counts, or why it does not and what helps. */
export function creditSentence(
  credit: MyCreditFragment,
  titles: ReadonlyMap<string, RequirementTitleFragment>,
  now: Date,
): string {
  switch (credit.state) {
    case 'PENDING':
      return pendingSentence(credit.expectedBy, now);
    case 'DROP_SCHEDULED':
      return `Your company has ended your access. It counts until ${day(credit.dropsAt ?? credit.expectedBy)}.`;
    case 'COUNTED':
      return [countedSentence(credit, titles), renewalSentence(credit, now)].filter((text) => text !== '').join(' ');
    default:
      return reasonSentence(credit);
  }
}

/** The titles of designations and specializations, by code. */
export function titlesByCode(
  titles: readonly RequirementTitleFragment[] | null | undefined,
): ReadonlyMap<string, RequirementTitleFragment> {
  return new Map((titles ?? []).map((title) => [title.code, title]));
}

function pendingSentence(expectedBy: string, now: Date): string {
  if (new Date(expectedBy) < now)
    return `It should have been counted by ${day(expectedBy)}. Ask the administrators of your company to report it.`;
  return `It is counted by ${day(expectedBy)} at the latest; usually within a minute.`;
}

function countedSentence({ contributesTo, reasons, ...credit }: MyCreditFragment, titles: Titles): string {
  const paid = new Map<string, number>();
  for (const { designation, points: value } of contributesTo)
    if (value > 0) paid.set(designation, (paid.get(designation) ?? 0) + value);
  const titleOf = (code: string) => titles.get(code)?.title ?? code;
  if (paid.size > 0) {
    const parts = [...paid].map(
      ([code, value]) => `${points(value)} ${value === 1 ? 'point' : 'points'} in ${titleOf(code)}`,
    );
    return `${list(parts)}.`;
  }
  const specializations = [...new Set(contributesTo.map(({ designation }) => designation))].filter(
    (code) => titles.get(code)?.isSpecialization,
  );
  if (specializations.length > 0 && reasons.length === 0)
    return `It counts toward ${list(specializations.map(titleOf))}; a specialization has no points.`;
  return reasonSentence({ ...credit, contributesTo, reasons });
}

function reasonSentence({ reasons, contributesTo, achievement }: MyCreditFragment): string {
  const reason = reasons[0] ?? contributesTo.find((one) => one.reason !== null)?.reason;
  if (reason === undefined || reason === null) return '';
  const { credential, expiresOn, source } = achievement;
  const about: Credential = {
    at: source === 'PARTNER_UNIVERSITY' ? 'Partner University' : 'Microsoft Learn',
    expiresOn,
    retiredOn: credential.retiredOn,
    successors: list(credential.supersededBy.map(({ title }) => title)),
    again:
      credential.kind === 'ASSESSMENT' ? 'The assessment has to be passed again.' : 'The exam has to be passed again.',
  };
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as Known<CreditReason>](about) : reason;
}

function renewalSentence({ achievement }: MyCreditFragment, now: Date): string {
  const { expiresOn, credential } = achievement;
  if (expiresOn === null || credential.kind !== 'CERTIFICATION' || credential.retiredOn !== null) return '';
  const left = daysBetween(now, expiresOn);
  return left >= 0 && left <= RENEWAL_DAYS ? `Renew it at Microsoft Learn before ${day(expiresOn)}.` : '';
}

type Titles = ReadonlyMap<string, RequirementTitleFragment>;

const lists = new Intl.ListFormat('en', { type: 'conjunction' });

function list(parts: readonly string[]): string {
  return lists.format(parts);
}
