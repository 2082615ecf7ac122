/**
 * An exact rational number in lowest terms with a positive denominator. Points are never floats, so that 7 × 15/7 is
 * 15.
 */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

const PATTERN = /^([+-]?\d{1,30})(?:\.(\d{1,30})|\/(\d{1,30}))?$/;

/** Parses `4`, `40/6` and `79.999`; undefined for any other text. */
export function parseFraction(text: string): Fraction | undefined {
  const match = PATTERN.exec(text);
  if (!match?.[1]) return undefined;
  const [, whole, decimals, divisor] = match;
  if (divisor !== undefined) {
    const denominator = BigInt(divisor);
    return denominator === 0n ? undefined : fraction(BigInt(whole), denominator);
  }
  if (decimals === undefined) return fraction(BigInt(whole), 1n);
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) throw new RangeError('A fraction needs a denominator other than zero.');
  const divisor = greatestCommonDivisor(absolute(numerator), absolute(denominator)) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export function whole(value: number): Fraction {
  return { numerator: BigInt(value), denominator: 1n };
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function minimum(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b;
}

export function maximum(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) >= 0 ? a : b;
}

export function sum(parts: Iterable<Fraction>): Fraction {
  let total = ZERO;
  for (const part of parts) total = add(total, part);
  return total;
}

export function isPositive(value: Fraction): boolean {
  return value.numerator > 0n;
}

/** The smallest integer greater than or equal to the fraction. */
export function roundUp(value: Fraction): number {
  const floor = value.numerator / value.denominator;
  const exact = value.numerator % value.denominator === 0n;
  return Number(exact || value.numerator < 0n ? floor : floor + 1n);
}

/** The reduced fraction as text, such as `40/3`, or `15` when the denominator is one. */
export function fractionText(value: Fraction): string {
  return value.denominator === 1n ? `${value.numerator}` : `${value.numerator}/${value.denominator}`;
}

/** The double nearest to the exact value. Dividing two rounded numbers could be off by one unit in the last place. */
export function toDouble(value: Fraction): number {
  if (value.numerator === 0n) return 0;
  const negative = value.numerator < 0n;
  const numerator = absolute(value.numerator);
  // 56 significant bits and a sticky last bit, so that Number() rounds once, to even, as the exact value would.
  const shift = 56 - (bitLength(numerator) - bitLength(value.denominator));
  const dividend = shift >= 0 ? numerator << BigInt(shift) : numerator;
  const divisor = shift >= 0 ? value.denominator : value.denominator << BigInt(-shift);
  const quotient = dividend / divisor;
  const double = Number(dividend % divisor === 0n ? quotient : quotient | 1n) * 2 ** -shift;
  return negative ? -double : double;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
