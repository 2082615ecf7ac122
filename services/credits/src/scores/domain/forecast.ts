import type { Day } from '../../values/domain/day.js';
import { add, compare, type Fraction, isPositive, subtract, whole } from '../../values/domain/fraction.js';
import type { DesignationOutcome } from './designation.js';

/** One designation on a day to come. */
export type ForecastPoint = {
  readonly on: Day;
  readonly designation: string;
  readonly skillingPoints: Fraction;
  /** With everything that is not skilling at its best the designation could be attained with these points. */
  readonly attainable: boolean;
  /** By the figures that hold on that day the designation is attained. */
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

/** The first days of the months that follow. */
export function monthsAfter(day: Day, months: number): Day[] {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return Array.from({ length: months }, (_, index) => {
    const later = month + index;
    return `${year + Math.floor(later / 12)}-${String((later % 12) + 1).padStart(2, '0')}-01` as Day;
  });
}
