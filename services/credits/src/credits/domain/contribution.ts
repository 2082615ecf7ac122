import { type Fraction, isPositive } from '../../values/domain/fraction.js';
import type { CreditReason, Standing } from './credit.js';

/** One requirement that names a credential, with the points that a credit adds to it or the reason why none. */
export type Contribution = {
  readonly designation: string;
  readonly metric: string;
  /** Null where the requirement is the skilling of a specialization. */
  readonly step: number | null;
  readonly points: Fraction;
  readonly reason: CreditReason | null;
};

/** Why a credit adds points nowhere; empty when it does somewhere. */
export function reasonsOf(standing: Standing, contributions: readonly Contribution[]): CreditReason[] {
  if (standing.reason !== null) return [standing.reason];
  if (contributions.some(({ points }) => isPositive(points))) return [];
  return [...new Set(contributions.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
}
