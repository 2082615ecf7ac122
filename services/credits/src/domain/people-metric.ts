import type { Day } from './day.js';
import {
  add,
  compare,
  divide,
  type Fraction,
  isPositive,
  minimum,
  multiply,
  roundUp,
  subtract,
  sum,
  whole,
  ZERO,
} from './fraction.js';
import { listedOn, type PeopleMetric, type Step, stepsOn, type Track } from './rule-set.js';

/** A credential that counts on the day, in the hands of a linked person. */
export type CountingHolding = {
  readonly id: string;
  readonly personRef: string;
  readonly credentialCode: string;
  readonly achievedAt: Date;
};

export type NoPointsReason = 'STEP_NOT_REACHED' | 'CAP_REACHED' | 'PERSON_ALREADY_COUNTED';

/** What one holding adds to one step, or why it adds nothing. */
export type StepContribution = {
  readonly holdingId: string;
  readonly step: number;
  readonly points: Fraction;
  readonly reason: NoPointsReason | null;
};

export type StepOutcome = {
  readonly step: number;
  /** Its own people are there, and so are those of the steps that it requires. */
  readonly reached: boolean;
  readonly peopleHave: number;
  /** Null where the rule set gives no single number. */
  readonly peopleNeeded: number | null;
  readonly points: Fraction;
  readonly credentialCodes: readonly string[];
  /** First to pay first. */
  readonly people: readonly string[];
};

export type PeopleOutcome = {
  readonly points: Fraction;
  readonly steps: readonly StepOutcome[];
  readonly contributions: readonly StepContribution[];
};

type Filled = { step: Step; listed: string[]; paying: CountingHolding[]; surplus: CountingHolding[]; open: boolean };

/** What counts on the day by credential, first to pay first: sorted once for all metrics, tracks and areas. */
export type HoldingsByCredential = ReadonlyMap<string, readonly CountingHolding[]>;

export function holdingsByCredential(holdings: readonly CountingHolding[]): HoldingsByCredential {
  return Map.groupBy([...holdings].sort(firstToPay), (holding) => holding.credentialCode);
}

/** Scores one people metric on one track: distinct people per step, gates first, each cap once. */
export function scorePeople(
  metric: PeopleMetric,
  track: Track,
  day: Day,
  holdings: HoldingsByCredential,
): PeopleOutcome {
  const steps = fill(stepsOn(metric, track, day), day, holdings);
  const outcomes = steps.map((filled) => outcomeOf(filled, metric, steps));
  return {
    points: minimum(sum(outcomes.map((outcome) => outcome.points)), metric.max),
    steps: outcomes,
    contributions: attribute(steps, metric.max),
  };
}

/** Earliest achievement first, then credential code, then person: a total order, so that the answer never depends on the input's. */
export function firstToPay(a: CountingHolding, b: CountingHolding): number {
  return (
    a.achievedAt.getTime() - b.achievedAt.getTime() ||
    compareText(a.credentialCode, b.credentialCode) ||
    compareText(a.personRef, b.personRef) ||
    compareText(a.id, b.id)
  );
}

function fill(steps: readonly Step[], day: Day, byCode: HoldingsByCredential): Filled[] {
  const filled = steps.map((step) => {
    const listed = listedOn(step, day);
    const candidates = listed.flatMap((code) => byCode.get(code) ?? []).sort(firstToPay);
    const people = new Set<string>();
    const paying: CountingHolding[] = [];
    const surplus: CountingHolding[] = [];
    for (const holding of candidates) {
      (people.has(holding.personRef) ? surplus : paying).push(holding);
      people.add(holding.personRef);
    }
    return { step, listed, paying, surplus, open: false };
  });
  const satisfied = new Set(
    filled.filter(({ step, paying }) => paying.length >= step.people).map(({ step }) => step.id),
  );
  return filled.map((entry) => ({ ...entry, open: entry.step.requires.every((id) => satisfied.has(id)) }));
}

function outcomeOf(filled: Filled, metric: PeopleMetric, all: readonly Filled[]): StepOutcome {
  const { step, paying, open, listed } = filled;
  const uncapped = multiply(whole(paying.length), step.perPerson);
  return {
    step: step.id,
    reached: open && paying.length >= step.people,
    peopleHave: paying.length,
    peopleNeeded: peopleNeeded(step, metric, all),
    points: open ? minimum(uncapped, step.cap ?? uncapped) : ZERO,
    credentialCodes: listed,
    people: paying.map((holding) => holding.personRef),
  };
}

/** People who satisfy a gate; for a step that pays, people who fill it once the capped steps beside it are full. */
function peopleNeeded(step: Step, metric: PeopleMetric, all: readonly Filled[]): number | null {
  if (!isPositive(step.perPerson)) return step.people;
  if (step.cap) return Math.max(step.people, roundUp(divide(step.cap, step.perPerson)));
  const others = all.filter((other) => other.step !== step && isPositive(other.step.perPerson));
  if (others.some((other) => other.step.cap === null)) return null;
  const rest = subtract(metric.max, sum(others.map((other) => other.step.cap ?? ZERO)));
  return Math.max(step.people, roundUp(divide(rest, step.perPerson)));
}

/** Shares the points out so that they add up exactly to the metric's: the earliest takes what step and metric still have room for. */
function attribute(steps: readonly Filled[], max: Fraction): StepContribution[] {
  const paidByStep = new Map<Step, Fraction>();
  const contributions: StepContribution[] = [];
  // Few claims are paid and many may wait: the exact arithmetic ends where a step or the metric has no room left.
  const spent = new Set<Step>();
  let paid = ZERO;
  const claims = steps
    .flatMap((filled) => filled.paying.map((holding) => ({ filled, holding })))
    .sort((a, b) => firstToPay(a.holding, b.holding) || a.filled.step.id - b.filled.step.id);
  for (const { filled, holding } of claims) {
    const { step } = filled;
    const paidHere = paidByStep.get(step) ?? ZERO;
    const points =
      filled.open && !spent.has(step) && compare(paid, max) < 0 ? payment(step, paidHere, max, paid) : ZERO;
    if (isPositive(points)) {
      paidByStep.set(step, add(paidHere, points));
      paid = add(paid, points);
    } else {
      spent.add(step);
    }
    const reason = isPositive(points) ? null : waits(filled) ? 'STEP_NOT_REACHED' : 'CAP_REACHED';
    contributions.push({ holdingId: holding.id, step: step.id, points, reason });
  }
  for (const filled of steps) {
    const reason = waits(filled) ? 'STEP_NOT_REACHED' : 'PERSON_ALREADY_COUNTED';
    for (const holding of filled.surplus) {
      contributions.push({ holdingId: holding.id, step: filled.step.id, points: ZERO, reason });
    }
  }
  return contributions;
}

function payment(step: Step, paidHere: Fraction, max: Fraction, paid: Fraction): Fraction {
  const room = minimum(subtract(max, paid), step.cap ? subtract(step.cap, paidHere) : step.perPerson);
  return minimum(step.perPerson, room);
}

/** Closed, or a gate that pays nothing and still lacks people. */
function waits({ step, paying, open }: Filled): boolean {
  return !open || (compare(step.perPerson, ZERO) === 0 && paying.length < step.people);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
