import type {
  SkillsReportChangeCause,
  SkillsReportChangeKind,
  SkillsReportDifferenceKind,
  SkillsReportDifferenceReason,
} from '../../graphql/documents.ts';
import { month as monthName } from '../../text/dates.ts';
import { count, counted } from '../../text/numbers.ts';
import type { Person } from '../../text/person-name.tsx';
import { type Known, word } from '../../text/words.ts';

const CHANGES: Readonly<Record<Known<SkillsReportChangeKind>, string>> = { GAINED: 'Gained', LOST: 'Lost' };

const CAUSES: Readonly<Record<Known<SkillsReportChangeCause>, string>> = {
  CORRECTION: 'Earlier facts were corrected',
  EARNED: 'Earned',
  EXPIRED: 'Expired',
  LEFT: 'Left the company',
  LINKED: 'Linked the profile',
  MOVED_AWAY: 'Moved the link away',
  MOVED_HERE: 'Moved the link here',
  PROFILE_MERGED: 'Profiles were merged',
  RETURNED: 'Returned to the company',
  REVOKED: 'Revoked by the learning site',
  RULE_CHANGE: 'The rules changed',
  UNLINKED: 'Removed the link',
};

const VIEWS: Readonly<Record<Known<SkillsReportDifferenceKind>, string>> = {
  ONLY_AS_KNOWN_NOW: 'Only as known today',
  ONLY_OFFICIAL: 'Only in the report',
};

const REASONS: Readonly<Record<Known<SkillsReportDifferenceReason>, string>> = {
  EARLIER_FACTS_CHANGED: 'A link, a leaver or the rules from before the report changed later',
  FIGURE_RECORDED_LATER: 'A partner figure was recorded later',
  LINK_CHANGED: 'A link or a leaver changed later on the same day',
  MERGED_LATER: 'Profiles were merged later',
  RECORDED_LATER: 'The learning site reported it later',
  REVOKED_LATER: 'The learning site revoked it later on the same day',
};

/** Whether a row came or went. */
export function changeWord(change: SkillsReportChangeKind): string {
  return word(CHANGES, change);
}

/** Why a row came or went. */
export function causeWord(cause: SkillsReportChangeCause): string {
  return word(CAUSES, cause);
}

/** Which of the two views counts a credential. */
export function viewWord(kind: SkillsReportDifferenceKind): string {
  return word(VIEWS, kind);
}

/** Why the report differs from what is known today. */
export function reasonWord(reason: SkillsReportDifferenceReason): string {
  return word(REASONS, reason);
}

type RowOfPerson = {
  readonly personRef: string;
  readonly personName: string | null;
  readonly person: { readonly id: string } | null;
};

/** The person of a row, by the name that they had at the refresh. */
export function personOfRow({ personRef, personName, person }: RowOfPerson): Person {
  return { personRef, person: person && { id: person.id, displayName: personName } };
}

type ChangeCounts = {
  readonly since: string;
  readonly gained: number;
  readonly lost: number;
  readonly peopleGained: number;
  readonly peopleLost: number;
};

/** How a report differs from an earlier one, in numbers. */
export function changesSentence({ since, gained, lost, peopleGained, peopleLost }: ChangeCounts): string {
  const rows = `${counted(gained, 'row', 'rows')} gained, ${count(lost)} lost`;
  const people = `${counted(peopleGained, 'person', 'people')} came, ${count(peopleLost)} went`;
  return `Since ${monthName(since)}: ${rows}; ${people}.`;
}
