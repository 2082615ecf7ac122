const whole = new Intl.NumberFormat('en');
const decimal = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** A number of things: 1,234. */
export function count(value: number): string {
  return whole.format(value);
}

/** A number of things with its noun: 1 person, 1,234 people. */
export function counted(value: number, one: string, many: string): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/** Points of a score, to two decimals: 42.57. */
export function points(value: number): string {
  return decimal.format(value);
}
