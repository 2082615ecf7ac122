import type { Day } from './day.js';
import { isWithin } from './day.js';
import { mostAssigned } from './distinct-people.js';
import type { HoldingsByCredential } from './people-metric.js';

export type Outcome = 'MET' | 'NOT_MET' | 'UNKNOWN';

/** So many people, each with one of these. */
export type PeopleNeeded = { readonly people: number; readonly anyOf: readonly string[] };

/** What the skilling of a specialization asks for. */
export type Expression =
  | ({ readonly kind: 'people' } & PeopleNeeded)
  | { readonly kind: 'all'; readonly parts: readonly Expression[]; readonly distinctPeople: boolean }
  | { readonly kind: 'any'; readonly parts: readonly Expression[] }
  | ({ readonly kind: 'total'; readonly eachHeldByAtLeast: number } & PeopleNeeded)
  | { readonly kind: 'all-present'; readonly credentials: readonly string[] }
  | {
      readonly kind: 'groups';
      readonly groups: readonly PeopleNeeded[];
      readonly distinctPeople: boolean;
      /** Which of these belong to which group is not known where a group is empty. */
      readonly pool: readonly string[];
    }
  | { readonly kind: 'not-recovered' };

export type Specialization = {
  readonly id: string;
  readonly title: string;
  readonly effectiveFrom: Day | null;
  readonly effectiveTo: Day | null;
  /** One attained designation suffices. */
  readonly designations: readonly string[];
  readonly skilling: Expression;
};

/** One line of what is asked for: how many people of how many are there. */
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

/** Every credential that the skilling of a specialization names. */
export function namedBy(expression: Expression): string[] {
  switch (expression.kind) {
    case 'people':
    case 'total':
      return [...expression.anyOf];
    case 'all':
    case 'any':
      return expression.parts.flatMap(namedBy);
    case 'all-present':
      return [...expression.credentials];
    case 'groups':
      return [...expression.groups.flatMap(({ anyOf }) => anyOf), ...expression.pool];
    case 'not-recovered':
      return [];
  }
}

/** The credentials that the specializations offered on a day name. */
export function namedBySpecializationsOn(specializations: readonly Specialization[], day: Day): Set<string> {
  return new Set(specializations.filter((one) => offeredOn(one, day)).flatMap(({ skilling }) => namedBy(skilling)));
}

/** What a specialization asks for, against what linked people hold on the day. */
export function evaluate(expression: Expression, holdings: HoldingsByCredential): SkillingOutcome {
  switch (expression.kind) {
    case 'people':
      return of([requirement(expression, holdersOf(expression.anyOf, holdings).size)]);
    case 'total':
      return of([
        requirement(expression, holdersOf(expression.anyOf, holdings).size),
        ...expression.anyOf.map((code) => presence(code, expression.eachHeldByAtLeast, holdings)),
      ]);
    case 'all-present':
      return of(expression.credentials.map((code) => presence(code, 1, holdings)));
    case 'groups':
      return evaluateGroups(expression, holdings);
    case 'all':
      return expression.distinctPeople ? allOfDistinct(expression.parts, holdings) : allOf(expression.parts, holdings);
    case 'any':
      return anyOf(expression.parts, holdings);
    case 'not-recovered':
      return of([UNRECOVERED]);
  }
}

/** Of one prerequisite: one attained designation suffices; where the rules of the day have none of them, nobody knows. */
export function prerequisiteOf(
  specialization: Specialization,
  designations: readonly { readonly code: string; readonly attained: boolean }[],
): Outcome {
  const asked = designations.filter(({ code }) => specialization.designations.includes(code));
  if (asked.length === 0) return 'UNKNOWN';
  return asked.some(({ attained }) => attained) ? 'MET' : 'NOT_MET';
}

/** Everything that is asked for holds; what is unknown never counts as met. */
export function isActive(given: {
  readonly prerequisite: Outcome;
  readonly skilling: Outcome;
  readonly performanceMet: boolean;
  readonly proofMet: boolean;
}): boolean {
  return given.prerequisite === 'MET' && given.skilling === 'MET' && given.performanceMet && given.proofMet;
}

const UNRECOVERED: Requirement = {
  description: 'No public material says what is required: it is neither met nor missed.',
  outcome: 'UNKNOWN',
  peopleHave: 0,
  peopleNeeded: 0,
  anyOf: [],
};

function of(requirements: readonly Requirement[]): SkillingOutcome {
  return { outcome: every(requirements.map(({ outcome }) => outcome)), requirements };
}

/** What is missed wins over what is unknown. */
function every(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('NOT_MET')) return 'NOT_MET';
  return outcomes.includes('UNKNOWN') ? 'UNKNOWN' : 'MET';
}

function allOf(parts: readonly Expression[], holdings: HoldingsByCredential): SkillingOutcome {
  const outcomes = parts.map((part) => evaluate(part, holdings));
  return {
    outcome: every(outcomes.map(({ outcome }) => outcome)),
    requirements: outcomes.flatMap(({ requirements }) => requirements),
  };
}

function anyOf(parts: readonly Expression[], holdings: HoldingsByCredential): SkillingOutcome {
  const outcomes = parts.map((part) => evaluate(part, holdings));
  const known = outcomes.map(({ outcome }) => outcome);
  return {
    outcome: known.includes('MET') ? 'MET' : known.includes('UNKNOWN') ? 'UNKNOWN' : 'NOT_MET',
    requirements: outcomes.flatMap(({ requirements }, index) =>
      requirements.map((one) => ({ ...one, description: `Alternative ${index + 1}: ${one.description}` })),
    ),
  };
}

/** Parts whose people may serve one of them only; the rule files have no other parts under `distinctPeople`. */
function allOfDistinct(parts: readonly Expression[], holdings: HoldingsByCredential): SkillingOutcome {
  const needed = parts.flatMap((part) =>
    part.kind === 'people' ? [part] : part.kind === 'groups' && isKnown(part) ? part.groups : [],
  );
  const unknown = parts.some((part) => part.kind === 'not-recovered' || (part.kind === 'groups' && !isKnown(part)));
  const matched = distinct(needed, holdings);
  return of(unknown ? [...matched, UNRECOVERED] : matched);
}

function evaluateGroups(
  expression: Extract<Expression, { kind: 'groups' }>,
  holdings: HoldingsByCredential,
): SkillingOutcome {
  const { groups, pool } = expression;
  if (!isKnown(expression)) {
    // Whatever people hold: the groups as a whole are not known.
    const requirements = groups.map(
      ({ people }, index): Requirement => ({
        description: `Group ${index + 1}: ${count(people)} of its own; which credentials belong to it is not published.`,
        outcome: 'UNKNOWN',
        peopleHave: 0,
        peopleNeeded: people,
        anyOf: pool,
      }),
    );
    return { outcome: 'UNKNOWN', requirements };
  }
  if (expression.distinctPeople) return of(distinct(groups, holdings));
  return of(groups.map((group) => requirement(group, holdersOf(group.anyOf, holdings).size)));
}

function isKnown({ groups }: Extract<Expression, { kind: 'groups' }>): boolean {
  return groups.every(({ anyOf: listed }) => listed.length > 0);
}

function distinct(needed: readonly PeopleNeeded[], holdings: HoldingsByCredential): Requirement[] {
  const groups = needed.map(({ people, anyOf: listed }) => ({ people, candidates: [...holdersOf(listed, holdings)] }));
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

function presence(code: string, people: number, holdings: HoldingsByCredential): Requirement {
  const { description, ...rest } = requirement({ people, anyOf: [code] }, holdersOf([code], holdings).size);
  return { ...rest, description: `At least ${description}` };
}

function count(people: number): string {
  return people === 1 ? '1 person' : `${people} people`;
}

function holdersOf(codes: readonly string[], holdings: HoldingsByCredential): Set<string> {
  return new Set(codes.flatMap((code) => (holdings.get(code) ?? []).map(({ personRef }) => personRef)));
}
