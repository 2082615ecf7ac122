import type { Day } from '../../values/domain/day.js';
import {
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
} from '../../values/domain/fraction.js';
import { type CredentialList, listedOn, listOf } from './credential-list.js';
import { type PeopleMetric, type Step, stepsOn, type Track } from './rule-set.js';

/**
 * The number of distinct linked people who hold a credential of a list on the day. Points depend on these numbers only.
 */
export type HolderCount = (list: CredentialList) => number;

export type StepOutcome = {
  readonly step: number;
  readonly list: CredentialList;
  /** Its own people are there, and those of the steps that it requires. */
  readonly reached: boolean;
  /** Other steps require it. */
  readonly isGate: boolean;
  /** The steps that it requires have their people. */
  readonly open: boolean;
  readonly peopleHave: number;
  /** Null when the rule set gives no single number. */
  readonly peopleNeeded: number | null;
  /** Zero for a step that only opens others. */
  readonly perPerson: Fraction;
  readonly cap: Fraction | null;
  readonly points: Fraction;
  readonly credentialCodes: readonly string[];
};

export type PeopleOutcome = { readonly points: Fraction; readonly steps: readonly StepOutcome[] };

/** Scores one people metric on one track: distinct people per step, gates first, each cap applied once. */
export function scorePeople(metric: PeopleMetric, track: Track, day: Day, holders: HolderCount): PeopleOutcome {
  const rules = stepsOn(metric, track, day);
  const counted = rules.map((step) => ({ step, list: listOf(step.anyOf), people: holders(listOf(step.anyOf)) }));
  const satisfied = new Set(counted.filter(({ step, people }) => people >= step.people).map(({ step }) => step.id));
  const steps = counted.map(({ step, list, people }): StepOutcome => {
    const open = step.requires.every((id) => satisfied.has(id));
    const uncapped = multiply(whole(people), step.perPerson);
    return {
      step: step.id,
      list,
      reached: open && people >= step.people,
      isGate: rules.some(({ requires }) => requires.includes(step.id)),
      open,
      peopleHave: people,
      peopleNeeded: peopleNeeded(step, metric, rules),
      perPerson: step.perPerson,
      cap: step.cap,
      points: open ? minimum(uncapped, step.cap ?? uncapped) : ZERO,
      credentialCodes: listedOn(list, day),
    };
  });
  return { points: minimum(sum(steps.map(({ points }) => points)), metric.max), steps };
}

/** People who satisfy a gate; for a step that pays, people who fill it once the capped steps beside it are full. */
function peopleNeeded(step: Step, metric: PeopleMetric, all: readonly Step[]): number | null {
  if (!isPositive(step.perPerson)) return step.people;
  if (step.cap) return Math.max(step.people, roundUp(divide(step.cap, step.perPerson)));
  const others = all.filter((other) => other !== step && isPositive(other.perPerson));
  if (others.some((other) => other.cap === null)) return null;
  const rest = subtract(metric.max, sum(others.map((other) => other.cap ?? ZERO)));
  return Math.max(step.people, roundUp(divide(rest, step.perPerson)));
}
