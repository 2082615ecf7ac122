const whole = new Intl.NumberFormat('en');
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
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

/** The size of a file, in units of 1,000: 812 bytes, 18 kB, 1.5 MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return counted(bytes, 'byte', 'bytes');
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${oneDecimal.format(bytes / 1_000_000)} MB`;
}
