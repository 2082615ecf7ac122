import type { Catalog } from '../../catalog/domain/catalog.js';
import { listedOn } from '../../rules/domain/credential-list.js';
import type { Area, RuleSet } from '../../rules/domain/rule-set.js';
import { compareText } from '../../values/domain/compare-text.js';
import { addDays, addYears, type Day } from '../../values/domain/day.js';
import { compare, type Fraction, isPositive, subtract } from '../../values/domain/fraction.js';
import { type DesignationOutcome, type ScoreFacts, scoreDesignation } from './designation.js';
import { enoughPeople } from './enough-people.js';
import { type Held, NOTHING, withPeopleChanged } from './what-if.js';

export type RiskCause = 'DEPARTURE' | 'EXPIRY' | 'RETIREMENT' | 'GATE_HOLDER';

/** The cost of a leaver or of the end of credentials. */
export type Risk = {
  readonly personRef: string;
  /** All people concerned, including the person. */
  readonly together: readonly string[];
  readonly designation: string;
  readonly pointsLost: Fraction;
  /** The first step that would no longer be reached; null when every step stays. */
  readonly closesStep: number | null;
  /** The designation is attained before it and not after. */
  readonly losesDesignation: boolean;
  readonly cause: RiskCause;
  /** The credentials that end, or that hold the gate, sorted; empty when the person leaves with everything. */
  readonly credentialCodes: readonly string[];
  /** Null when the person may leave on any day, without a known drop date. */
  readonly on: Day | null;
};

/** A person at risk: each credential with its last day, and the day on which the person leaves, if known. */
export type PersonAtRisk = {
  readonly personRef: string;
  readonly leavesOn: Day | null;
  readonly held: readonly { readonly credentialCode: string; readonly until: Day | null }[];
};

type Why = Pick<Risk, 'cause' | 'credentialCodes' | 'on' | 'together'>;

const YEARS_AHEAD = 1;

/** The last day of the risks. */
export function riskHorizon(on: Day): Day {
  return addYears(on, YEARS_AHEAD);
}

/** The lists whose holders can cost points: all other people can leave at no cost. */
export function listsAtRisk({ area, on }: { area: Area; on: Day }, holders: ScoreFacts['holders']) {
  return enoughPeople(area, on).filter(({ list, people }) => holders(list) <= people);
}

/**
 * The cost of each person who leaves, and of each end of a credential within a year, by the rules of the day while other people
 * stay the same; worst first.
 */
export function risksOf(
  people: readonly PersonAtRisk[],
  ruleSet: RuleSet,
  facts: Omit<ScoreFacts, 'ruleSets'>,
): Risk[] {
  const scores = ruleSet.areas.map((area) => ({
    area,
    now: scoreDesignation(area, ruleSet, facts),
    names: new Set(enoughPeople(area, facts.on).flatMap(({ list }) => listedOn(list, facts.on))),
  }));
  const risks = people.flatMap((person) =>
    scores.flatMap(({ area, now, names }) => {
      const everything = heldOn(person, facts.on);
      if (![...everything].some((code) => names.has(code))) return [];
      const scoreWith = (held: Held) => {
        const holders = withPeopleChanged(facts.holders, [{ before: everything, after: held }], facts.on);
        return scoreDesignation(area, ruleSet, { ...facts, holders });
      };
      const why = {
        cause: 'DEPARTURE',
        credentialCodes: [],
        on: person.leavesOn,
        together: [person.personRef],
      } as const;
      const departure = riskBetween(now, scoreWith(NOTHING), why);
      return [...departure, ...endsOf(person, names, facts, scoreWith)];
    }),
  );
  return risks.sort(worstFirst);
}

/** Compares each day of an end with the day before: of two credentials of a list only the last one costs. */
function endsOf(
  person: PersonAtRisk,
  names: ReadonlySet<string>,
  { on, catalog }: Omit<ScoreFacts, 'ruleSets'>,
  scoreWith: (held: Held) => DesignationOutcome,
): Risk[] {
  const ends = person.held.filter(
    ({ credentialCode, until }) =>
      until !== null && until !== person.leavesOn && until <= riskHorizon(on) && names.has(credentialCode),
  );
  const days = Map.groupBy(ends, ({ until }) => until as Day);
  return [...days].flatMap(([day, ending]) => {
    const allRetired = ending.every((one) => isRetired(one.credentialCode, day, catalog));
    const [before, after] = [addDays(day, -1), day].map((at) => scoreWith(heldOn(person, at)));
    const cause = allRetired ? 'RETIREMENT' : 'EXPIRY';
    const why: Why = { cause, credentialCodes: codesOf(ending), on: day, together: [person.personRef] };
    return before && after ? riskBetween(before, after, why) : [];
  });
}

export function riskBetween(before: DesignationOutcome, after: DesignationOutcome, why: Why): Risk[] {
  const pointsLost = subtract(before.score, after.score);
  const closed = closedStep(before, after);
  const losesDesignation = before.attained && !after.attained;
  const [personRef] = why.together;
  if (personRef === undefined || (!isPositive(pointsLost) && closed === null && !losesDesignation)) return [];
  return [{ personRef, designation: before.area.id, pointsLost, closesStep: closed, losesDesignation, ...why }];
}

function closedStep(before: DesignationOutcome, after: DesignationOutcome): number | null {
  const reached = new Set(
    after.metrics.flatMap(({ id, steps }) => steps.filter((one) => one.reached).map(({ step }) => `${id} ${step}`)),
  );
  const closed = before.metrics.flatMap(({ id, steps }) =>
    steps.filter((one) => one.reached && !reached.has(`${id} ${one.step}`)),
  );
  return closed[0]?.step ?? null;
}

export function heldOn({ held }: PersonAtRisk, on: Day): Held {
  return new Set(held.filter(({ until }) => until === null || until > on).map(({ credentialCode }) => credentialCode));
}

/** Credentials by code, each once. */
export function codesOf(held: PersonAtRisk['held']): string[] {
  return [...new Set(held.map(({ credentialCode }) => credentialCode))].sort(compareText);
}

export function isRetired(code: string, until: Day, catalog: Catalog): boolean {
  const through = catalog.get(code)?.retirement?.countsThrough;
  return through !== undefined && addDays(through, 1) === until;
}

/** Lost designations first, then most points, a closed step, the nearest day; a risk of any day is the nearest. */
export function worstFirst(a: Risk, b: Risk): number {
  return (
    Number(b.losesDesignation) - Number(a.losesDesignation) ||
    compare(b.pointsLost, a.pointsLost) ||
    Number(b.closesStep !== null) - Number(a.closesStep !== null) ||
    compareText(a.on ?? '', b.on ?? '') ||
    compareText(a.designation, b.designation) ||
    compareText(a.personRef, b.personRef) ||
    compareText(a.cause, b.cause)
  );
}
