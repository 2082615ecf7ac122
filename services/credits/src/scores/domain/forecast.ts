import type { Day } from '../../values/domain/day.js';
import { add, compare, type Fraction, isPositive, subtract, whole } from '../../values/domain/fraction.js';
import type { DesignationOutcome } from './designation.js';

/** A designation on a future day. */
export type ForecastPoint = {
  readonly on: Day;
  readonly designation: string;
  readonly skillingPoints: Fraction;
  /** These points attain the designation when all other metrics are at their maximum. */
  readonly attainable: boolean;
  /** The figures of that day attain the designation. */
  readonly attained: boolean;
};

const EVERYTHING = whole(100);

export function forecastPoint({
  area,
  on,
  skillingPoints,
  skillingMax,
  required,
  attained,
  metrics,
}: DesignationOutcome): ForecastPoint {
  const atBest = add(skillingPoints, subtract(EVERYTHING, skillingMax));
  const noneIsZero = metrics.every(({ category, points }) => category !== 'SKILLING' || isPositive(points));
  return {
    on,
    designation: area.id,
    skillingPoints,
    attainable: noneIsZero && compare(atBest, required) >= 0,
    attained,
  };
}

/** The first days of the following months. */
export function monthsAfter(day: Day, months: number): Day[] {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return Array.from({ length: months }, (_, index) => {
    const later = month + index;
    return `${year + Math.floor(later / 12)}-${String((later % 12) + 1).padStart(2, '0')}-01` as Day;
  });
}
