import type { Day } from '../../values/domain/day.js';
import { isWithin } from '../../values/domain/day.js';
import { type CredentialList, listOf, listOfOne } from './credential-list.js';
import { mostAssigned } from './distinct-people.js';
import type { HolderCount } from './people-metric.js';
import { type Expression, namedBy, type PeopleNeeded } from './skilling-expression.js';

export type Outcome = 'MET' | 'NOT_MET' | 'UNKNOWN';

export type Specialization = {
  readonly id: string;
  readonly title: string;
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
  /** One attained designation suffices. */
  readonly designations: readonly string[];
  readonly skilling: Expression;
};

/** One requirement: the number of people required and found. */
export type Requirement = {
  readonly description: string;
  readonly outcome: Outcome;
  readonly peopleHave: number;
  readonly peopleNeeded: number;
  readonly anyOf: readonly string[];
};

export type SkillingOutcome = { readonly outcome: Outcome; readonly requirements: readonly Requirement[] };

export function offeredOn(specialization: Specialization, day: Day): boolean {
  return isWithin(day, { from: specialization.effectiveFrom, until: specialization.effectiveTo });
}

/** The credentials that the specializations offered on a day name. */
export function namedBySpecializationsOn(specializations: readonly Specialization[], day: Day): Set<string> {
  return new Set(specializations.filter((one) => offeredOn(one, day)).flatMap(({ skilling }) => namedBy(skilling)));
}

/** The holders on the day: a count for every list, and as many names as the largest requirement needs. */
export type Holders = { readonly count: HolderCount; readonly named: (list: CredentialList) => readonly string[] };

/** Progress toward the requirements of a specialization, from the holdings of linked people on the day. */
export function evaluate(expression: Expression, holders: Holders): SkillingOutcome {
  switch (expression.kind) {
    case 'people':
      return of([requirement(expression, holders.count(listOf(expression.anyOf)))]);
    case 'total':
      return of([
        requirement(expression, holders.count(listOf(expression.anyOf))),
        ...expression.anyOf.map((code) => presence(code, expression.eachHeldByAtLeast, holders)),
      ]);
    case 'all-present':
      return of(expression.credentials.map((code) => presence(code, 1, holders)));
    case 'groups':
      return evaluateGroups(expression, holders);
    case 'all':
      return expression.distinctPeople ? allOfDistinct(expression.parts, holders) : allOf(expression.parts, holders);
    case 'any':
      return anyOf(expression.parts, holders);
    case 'not-recovered':
      return of([UNRECOVERED]);
  }
}

/** One prerequisite: one attained designation suffices. UNKNOWN when the rules of the day have none of them. */
export function prerequisiteOf(
  specialization: Specialization,
  designations: readonly { readonly code: string; readonly attained: boolean }[],
): Outcome {
  const asked = designations.filter(({ code }) => specialization.designations.includes(code));
  if (asked.length === 0) return 'UNKNOWN';
  return asked.some(({ attained }) => attained) ? 'MET' : 'NOT_MET';
}

const UNRECOVERED: Requirement = {
  description: 'No public material states the requirement: it counts as neither met nor missed.',
  outcome: 'UNKNOWN',
  peopleHave: 0,
  peopleNeeded: 0,
  anyOf: [],
};

function of(requirements: readonly Requirement[]): SkillingOutcome {
  return { outcome: every(requirements.map(({ outcome }) => outcome)), requirements };
}

/** Missed outranks unknown. */
function every(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('NOT_MET')) return 'NOT_MET';
  return outcomes.includes('UNKNOWN') ? 'UNKNOWN' : 'MET';
}

function allOf(parts: readonly Expression[], holders: Holders): SkillingOutcome {
  const outcomes = parts.map((part) => evaluate(part, holders));
  return {
    outcome: every(outcomes.map(({ outcome }) => outcome)),
    requirements: outcomes.flatMap(({ requirements }) => requirements),
  };
}

function anyOf(parts: readonly Expression[], holders: Holders): SkillingOutcome {
  const outcomes = parts.map((part) => evaluate(part, holders));
  const known = outcomes.map(({ outcome }) => outcome);
  return {
    outcome: known.includes('MET') ? 'MET' : known.includes('UNKNOWN') ? 'UNKNOWN' : 'NOT_MET',
    requirements: outcomes.flatMap(({ requirements }, index) =>
      requirements.map((one) => ({ ...one, description: `Alternative ${index + 1}: ${one.description}` })),
    ),
  };
}

/** Parts whose people may serve one of them only; the rule files have no other parts under `distinctPeople`. */
function allOfDistinct(parts: readonly Expression[], holders: Holders): SkillingOutcome {
  const needed = parts.flatMap((part) =>
    part.kind === 'people' ? [part] : part.kind === 'groups' && isKnown(part) ? part.groups : [],
  );
  const unknown = parts.some((part) => part.kind === 'not-recovered' || (part.kind === 'groups' && !isKnown(part)));
  const matched = distinct(needed, holders);
  return of(unknown ? [...matched, UNRECOVERED] : matched);
}

function evaluateGroups(expression: Extract<Expression, { kind: 'groups' }>, holders: Holders): SkillingOutcome {
  const { groups, pool } = expression;
  if (!isKnown(expression)) {
    // Unknown for any holdings: the groups are not published in full.
    const requirements = groups.map(
      ({ people }, index): Requirement => ({
        description: `Group ${index + 1}: ${count(people)} of its own; the credentials of the group are not published.`,
        outcome: 'UNKNOWN',
        peopleHave: 0,
        peopleNeeded: people,
        anyOf: pool,
      }),
    );
    return { outcome: 'UNKNOWN', requirements };
  }
  if (expression.distinctPeople) return of(distinct(groups, holders));
  return of(groups.map((group) => requirement(group, holders.count(listOf(group.anyOf)))));
}

function isKnown({ groups }: Extract<Expression, { kind: 'groups' }>): boolean {
  return groups.every(({ anyOf: listed }) => listed.length > 0);
}

function distinct(needed: readonly PeopleNeeded[], holders: Holders): Requirement[] {
  const groups = needed.map(({ people, anyOf: listed }) => ({
    people,
    candidates: [...holders.named(listOf(listed))],
  }));
  const assigned = mostAssigned(groups);
  return needed.map((one, index) => {
    const { description, ...rest } = requirement(one, assigned[index] ?? 0);
    return { ...rest, description: `${description.slice(0, -1)}, each serving this requirement only.` };
  });
}

function requirement({ people, anyOf: listed }: PeopleNeeded, peopleHave: number): Requirement {
  const description =
    listed.length === 1 ? `${count(people)} with this credential.` : `${count(people)} with one of these credentials.`;
  const outcome = peopleHave >= people ? 'MET' : 'NOT_MET';
  return { description, outcome, peopleHave, peopleNeeded: people, anyOf: listed };
}

function presence(code: string, people: number, holders: Holders): Requirement {
  const { description, ...rest } = requirement({ people, anyOf: [code] }, holders.count(listOfOne(code)));
  return { ...rest, description: `At least ${description}` };
}

function count(people: number): string {
  return people === 1 ? '1 person' : `${people} people`;
}
