import { type Fraction, isPositive } from '../../values/domain/fraction.js';
import type { CreditReason, Standing } from './credit.js';

/** A requirement that names a credential, with the points that the credit adds to it or the reason why it adds none. */
export type Contribution = {
  readonly designation: string;
  readonly metric: string;
  /** Null for the skilling of a specialization. */
  readonly step: number | null;
  readonly points: Fraction;
  readonly reason: CreditReason | null;
};

/** The reasons for which a credit adds no points; empty when it adds some. */
export function reasonsOf(standing: Standing, contributions: readonly Contribution[]): CreditReason[] {
  if (standing.reason !== null) return [standing.reason];
  if (contributions.some(({ points }) => isPositive(points))) return [];
  return [...new Set(contributions.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
}
