import { compare, type Fraction, ZERO } from '../../src/values/domain/fraction.js';

/** Two decimals, rounded half up, as in the worked examples; no value is negative. */
export function twoDecimals(value: Fraction): string {
  if (compare(value, ZERO) < 0) throw new Error('The worked examples have no points below zero.');
  const hundredths = (value.numerator * 200n + value.denominator) / (value.denominator * 2n);
  const digits = hundredths.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
