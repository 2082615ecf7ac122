import type { Tone } from '../../../design/badge.tsx';
import type {
  LearningSource,
  LinkState,
  NewestLinkFragment,
  PeopleQuery,
  PersonAccountFragment,
} from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { count, counted } from '../../../text/numbers.ts';
import { type Known, word } from '../../../text/words.ts';
import { invitationSentence } from '../invitation-words.ts';
import { endingWord, sourceName } from '../link-words.ts';

/** The roster in numbers. */
export type Summary = NonNullable<NonNullable<PeopleQuery['callerOrganization']>['linkSummary']>;

const STATES: Readonly<Record<Known<LinkState>, string>> = {
  INVITATION_PENDING: 'Never signed in',
  LEAVING: 'Leaving',
  LINKED: 'Linked',
  NOT_LINKED: 'Not linked',
};

const TONES: Readonly<Record<Known<LinkState>, Tone>> = {
  INVITATION_PENDING: 'warn',
  LEAVING: 'quiet',
  LINKED: 'good',
  NOT_LINKED: 'bad',
};

/** The word for the state of a person on the roster. */
export function stateWord(state: LinkState): string {
  return word(STATES, state);
}

/** The tone of a state: green where certifications count. */
export function stateTone(state: LinkState): Tone {
  return Object.hasOwn(TONES, state) ? TONES[state as Known<LinkState>] : 'quiet';
}

/** "53 of 72 people are linked. 12 are not, 3 have never signed in, 4 are leaving." */
export function summarySentence({ members, linked, notLinked, invitationPending, leaving }: Summary): string {
  const rest = [
    notLinked > 0 && `${count(notLinked)} ${are(notLinked)} not`,
    invitationPending > 0 && `${count(invitationPending)} ${invitationPending === 1 ? 'has' : 'have'} never signed in`,
    leaving > 0 && `${count(leaving)} ${are(leaving)} leaving`,
  ].filter((part) => part !== false);
  const linkedPart = `${count(linked)} of ${counted(members, 'person', 'people')} ${are(members === 1 ? 1 : linked)} linked.`;
  return rest.length === 0 ? linkedPart : `${linkedPart} ${rest.join(', ')}.`;
}

/** How many people a filter finds; null where a search finds more than the API counts. */
export function foundSentence(totalCount: number | null, q: string | undefined): string {
  const found = totalCount === null ? 'More than 10,000 people' : counted(totalCount, 'person', 'people');
  return q === undefined ? found : `${found} with “${q}” in name or address`;
}

/** The facts of a person on the roster from which the reason of the state follows. */
export type StateFacts = {
  readonly state: LinkState;
  readonly linkedSources: readonly LearningSource[];
  readonly linkedSince: string | null;
  readonly leavesReportAt: string | null;
  /** Undefined where the roles of the caller do not show it. */
  readonly account: PersonAccountFragment | undefined;
  readonly newestLink: NewestLinkFragment | undefined;
};

/** Why a person is in this state, and since or until when; an empty text where the caller may not know. */
export function reasonSentence(facts: StateFacts, now: Date): string {
  const { state, account } = facts;
  if (account?.directoryMismatch != null && state !== 'LINKED')
    return 'The directory and the sign-in have different ids. The page of the person says more.';
  switch (state) {
    case 'LINKED':
      return [facts.linkedSources.map(sourceName).join(' and '), facts.linkedSince && `since ${day(facts.linkedSince)}`]
        .filter(Boolean)
        .join(' ');
    case 'NOT_LINKED':
      return notLinkedSentence(facts);
    case 'INVITATION_PENDING':
      return account === undefined ? '' : invitationSentence(account, now);
    case 'LEAVING':
      return facts.leavesReportAt === null ? '' : `Counts until ${day(facts.leavesReportAt)}`;
    default:
      return '';
  }
}

/** When a user was deleted, and until when that can be undone. */
export function deletedSentence({ deletedAt, restorableUntil }: PersonAccountFragment, now: Date): string {
  if (deletedAt === null || restorableUntil === null) return '';
  const deleted = `Deleted on ${day(deletedAt)}`;
  if (new Date(restorableUntil) > now) return `${deleted}, can be restored until ${day(restorableUntil)}`;
  return `${deleted}, can be invited again`;
}

function notLinkedSentence({ account, newestLink }: StateFacts): string {
  if (newestLink?.endedAt != null) return `${endingWord(newestLink.endReason)} on ${day(newestLink.endedAt)}`;
  if (account?.firstSignedInAt != null) return `Signed in on ${day(account.firstSignedInAt)}, has not linked`;
  return '';
}

function are(value: number): string {
  return value === 1 ? 'is' : 'are';
}
