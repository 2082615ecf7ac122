import type { Contribution } from '../../credits/domain/contribution.js';
import type { CreditReason, Standing } from '../../credits/domain/credit.js';
import {
  byCountingOrder,
  type CountingHolding,
  type HoldingsByCredential,
  holdersOf,
} from '../../holdings/domain/holder.js';
import type { StepOutcome } from '../../rules/domain/people-metric.js';
import type { Day } from '../../values/domain/day.js';
import {
  add,
  compare,
  divide,
  type Fraction,
  isPositive,
  minimum,
  roundUp,
  subtract,
  ZERO,
} from '../../values/domain/fraction.js';
import type { DesignationOutcome, MetricOutcome } from './designation.js';

/** The explanation of a score: who pays for which step, and the holdings of the requested people. */
export type Explanation = {
  readonly paid: ReadonlyMap<MetricOutcome, readonly Payment[]>;
  readonly held: HoldingsByCredential;
};

export type Payment = { readonly of: StepOutcome; readonly by: CountingHolding; readonly points: Fraction };

type Asked = { readonly achievementId: string; readonly credentialCode: string; readonly personRef: string };

/** The number of first holders that a metric can pay: further ones never pay. */
export function firstNeeded(designations: readonly DesignationOutcome[]): number {
  const needed = designations.flatMap(({ metrics }) =>
    metrics.flatMap(({ max, steps }) =>
      steps.map(({ perPerson }) => (isPositive(perPerson) ? roundUp(divide(max, perPerson)) : 0)),
    ),
  );
  return Math.max(1, ...needed);
}

/** Explains a score by the first holders of every list and the holdings of some people. */
export function explain(
  designations: readonly DesignationOutcome[],
  first: HoldingsByCredential,
  held: HoldingsByCredential,
): Explanation {
  const paid = designations.flatMap(({ on, metrics }) =>
    metrics.map((metric) => [metric, paidBy(metric, on, first)] as const),
  );
  return { paid: new Map(paid), held };
}

/** What a credit adds to each requirement; a credit that does not count adds nothing, for its own reason. */
export function contributionsOf(
  designations: readonly DesignationOutcome[],
  explanation: Explanation,
  credit: Asked,
  standing: Standing,
): Contribution[] {
  return designations.flatMap(({ area, on, metrics }) =>
    metrics.flatMap((metric) => {
      const naming = metric.steps.filter(({ credentialCodes }) => credentialCodes.includes(credit.credentialCode));
      if (naming.length === 0) return [];
      const paid = standing.reason === null ? explanation.paid.get(metric) : [];
      return naming.map((step) => {
        const payment = paid?.find(({ by, of }) => of === step && by.achievementId === credit.achievementId);
        const points = payment?.points ?? ZERO;
        const reason = isPositive(points)
          ? null
          : (standing.reason ?? reasonWithoutPoints(step, on, explanation.held, credit));
        return { designation: area.id, metric: metric.id, step: step.step, points, reason };
      });
    }),
  );
}

/**
 * Distributes the points so that they add up exactly to those of the metric: the earliest holder takes what step and
 * metric have left.
 */
function paidBy({ steps, max }: MetricOutcome, on: Day, first: HoldingsByCredential): Payment[] {
  const claims = steps
    .filter(({ open, perPerson }) => open && isPositive(perPerson))
    .flatMap((of) => holdersOf(of.list, on, first).map((by) => ({ of, by })))
    .sort((a, b) => byCountingOrder(a.by, b.by) || a.of.step - b.of.step);
  const paidByStep = new Map<StepOutcome, Fraction>();
  const payments: Payment[] = [];
  let paid = ZERO;
  for (const { of, by } of claims) {
    if (compare(paid, max) >= 0) break;
    const paidHere = paidByStep.get(of) ?? ZERO;
    const room = minimum(subtract(max, paid), of.cap ? subtract(of.cap, paidHere) : of.perPerson);
    const points = minimum(of.perPerson, room);
    if (!isPositive(points)) continue;
    paidByStep.set(of, add(paidHere, points));
    paid = add(paid, points);
    payments.push({ of, by, points });
  }
  return payments;
}

function reasonWithoutPoints(step: StepOutcome, on: Day, held: HoldingsByCredential, credit: Asked): CreditReason {
  const own = (held.get(credit.credentialCode) ?? []).filter(({ personRef }) => personRef === credit.personRef);
  // The credit is counted, and this score does not include it yet.
  if (own.length === 0) return 'LAG';
  if (!step.open || (!isPositive(step.perPerson) && !step.reached)) return 'STEP_NOT_REACHED';
  const standsForPerson = holdersOf(step.list, on, held).some((one) => one.achievementId === credit.achievementId);
  return standsForPerson ? 'CAP_REACHED' : 'PERSON_ALREADY_COUNTED';
}
