import { filters, oneOf, type Search, textOf, writeAddress } from '../../app/search.ts';
import type { SkillsReportFilter } from '../../graphql/documents.ts';
import { PageProblem } from '../../graphql/page-problem.ts';

/** The orders of the rows, one for each column. */
export const ORDERS = ['PERSON_ASC', 'CREDENTIAL_ASC', 'ACHIEVED_AT_DESC', 'EXPIRES_ON_ASC'] as const;
export type ReportOrder = (typeof ORDERS)[number];

/** The rows of a page of the report on the screen. */
export const ROWS = 50;

/** The filters, order and page of a report, read from its address. */
export type ReportSearch = ReturnType<typeof readReportSearch>;

/** Reads the address of a report. */
export function readReportSearch(search: Search) {
  return filters({
    q: textOf(search.q),
    relevantTo: textOf(search.relevantTo),
    leaving: oneOf(['true'] as const, search.leaving),
    expiresBefore: textOf(search.expiresBefore),
    order: oneOf(ORDERS, search.order),
    after: textOf(search.after),
  });
}

/** The filter of the API for an address; without a filter in it, all rows. */
export function filterOf({ q, relevantTo, leaving, expiresBefore }: ReportSearch): SkillsReportFilter {
  return {
    ...(q && { search: q }),
    ...(relevantTo && { relevantTo }),
    ...(leaving && { leaving: true }),
    ...(expiresBefore && { expiresBefore }),
  };
}

/** Whether an address leaves rows out. */
export function isFiltered(search: ReportSearch): boolean {
  return Object.keys(filterOf(search)).length > 0;
}

/** The permanent address of a report with its filters and order, to pass on; it starts with the first rows. */
export function addressOf(month: string, search: ReportSearch = {}): string {
  return `${window.location.origin}/skills/report/${month}${writeAddress({ ...search, after: undefined })}`;
}

/** The month of an address. Throws a PageProblem for any other text. */
export function monthOf(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new PageProblem({
    code: 'NOT_FOUND',
    message: 'The address of a report ends with its month, such as 2026-11.',
  });
}

/** The month before a month: 2026-12 for 2027-01. */
export function monthBefore(month: string): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return date.toISOString().slice(0, 7);
}

/** The day so many days after a day. */
export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
