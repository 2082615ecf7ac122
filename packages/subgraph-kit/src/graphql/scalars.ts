import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const YEAR_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

function reject(scalar: string, form: string): never {
  throw new GraphQLError(`${scalar} takes the form ${form}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}

function isCalendarDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

function parseDateTime(value: unknown): Date {
  if (typeof value !== 'string' || !DATE_TIME.test(value) || !isCalendarDay(value.slice(0, 10))) {
    reject('DateTime', '2026-01-31T12:00:00.000Z');
  }
  const instant = new Date(value);
  const year = instant.getUTCFullYear();
  if (Number.isNaN(instant.getTime()) || year < 1900 || year > 9999) reject('DateTime', '2026-01-31T12:00:00.000Z');
  return instant;
}

function parseDate(value: unknown): string {
  if (typeof value !== 'string' || !DATE.test(value) || !isCalendarDay(value) || value < '1900')
    reject('Date', '2026-01-31');
  return value;
}

function parseYearMonth(value: unknown): string {
  if (typeof value !== 'string' || !YEAR_MONTH.test(value) || value < '1900') reject('YearMonth', '2026-01');
  return value;
}

/** Accepts RFC 3339, returns UTC with milliseconds; a `Date` internally. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant (RFC 3339). Any offset is accepted; answers are in UTC, with milliseconds.',
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

/** A UTC calendar day as text. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A UTC calendar day: YYYY-MM-DD.',
  serialize: String,
  parseValue: parseDate,
  parseLiteral: (node) => parseDate(node.kind === Kind.STRING ? node.value : undefined),
});

/** A month as text. */
export const YearMonthScalar = new GraphQLScalarType<string, string>({
  name: 'YearMonth',
  description: 'A month: YYYY-MM.',
  serialize: String,
  parseValue: parseYearMonth,
  parseLiteral: (node) => parseYearMonth(node.kind === Kind.STRING ? node.value : undefined),
});
