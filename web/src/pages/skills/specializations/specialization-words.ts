import type { Tone } from '../../../design/badge.tsx';
import type { RequirementOutcome, SpecializationStateFragment } from '../../../graphql/documents.ts';
import { counted } from '../../../text/numbers.ts';
import { type Known, word } from '../../../text/words.ts';

const OUTCOMES: Readonly<Record<Known<RequirementOutcome>, string>> = {
  MET: 'Met',
  NOT_MET: 'Not met',
  UNKNOWN: 'Unknown',
};

const TONES: Readonly<Record<string, Tone>> = { MET: 'good', NOT_MET: 'warn' };

/** The word for an outcome. */
export function outcomeWord(outcome: RequirementOutcome): string {
  return word(OUTCOMES, outcome);
}

const PREREQUISITES: Readonly<Record<Known<RequirementOutcome>, string>> = {
  MET: 'Designation attained',
  NOT_MET: 'Designation missing',
  UNKNOWN: 'Designation unknown',
};

/** Whether a designation that it builds on is attained. */
export function prerequisiteWord(outcome: RequirementOutcome): string {
  return word(PREREQUISITES, outcome);
}

/** Green is only what is met. */
export function outcomeTone(outcome: RequirementOutcome): Tone {
  return TONES[outcome] ?? 'quiet';
}

/** Specializations with the same outcome, those with the fewest missing people first. */
export type Group = {
  readonly heading: string;
  readonly note?: string;
  readonly members: readonly SpecializationStateFragment[];
};

/** Met, not met, unknown; a group without members is left out. */
export function groupsOf(all: readonly SpecializationStateFragment[]): Group[] {
  const of = (outcome: RequirementOutcome) => all.filter(({ skilling }) => skilling === outcome);
  const rest = all.filter(({ skilling }) => skilling !== 'MET' && skilling !== 'NOT_MET');
  const groups: Group[] = [
    { heading: OUTCOMES.MET, members: of('MET') },
    {
      heading: OUTCOMES.NOT_MET,
      note: 'Fewest missing people first.',
      members: of('NOT_MET').toSorted((a, b) => missingPeople(a) - missingPeople(b)),
    },
    {
      heading: OUTCOMES.UNKNOWN,
      note: 'No public material gives their rule, so they never count as met.',
      members: rest,
    },
  ];
  return groups.filter(({ members }) => members.length > 0);
}

/** How many are met, in a sentence. */
export function summary(all: readonly SpecializationStateFragment[]): string {
  if (all.length === 0) return 'No rules are in force yet.';
  const met = all.filter(({ skilling }) => skilling === 'MET').length;
  return `The skilling of ${met} of ${counted(all.length, 'specialization', 'specializations')} is met.`;
}

/** The people that the requirements still lack together. */
export function missingPeople({ requirements }: SpecializationStateFragment): number {
  return requirements.reduce((sum, { peopleHave, peopleNeeded }) => sum + Math.max(0, peopleNeeded - peopleHave), 0);
}
