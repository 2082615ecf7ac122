/** A month as `YYYY-MM`; months compare as text. */
export type ReportMonth = string & { readonly brand: 'ReportMonth' };

/** The UTC month of an instant. */
export function monthOf(instant: Date): ReportMonth {
  return instant.toISOString().slice(0, 7) as ReportMonth;
}

/** The refresh of the report of a month: 00:00 UTC on the report day (decision (i)). */
export function refreshOf(month: ReportMonth, reportDay: number): Date {
  return new Date(`${month}-${String(reportDay).padStart(2, '0')}T00:00:00.000Z`);
}

/**
 * The months whose refresh is after the first instant and not after the second. An event at a refresh belongs to the
 * next report.
 */
export function monthsRefreshed(
  reportDay: number,
  span: { readonly after: Date; readonly until: Date },
): ReportMonth[] {
  const months: ReportMonth[] = [];
  for (let month = monthOf(span.after); refreshOf(month, reportDay) <= span.until; month = following(month)) {
    if (refreshOf(month, reportDay) > span.after) months.push(month);
  }
  return months;
}

/** The first refresh after an instant. */
export function nextRefresh(after: Date, reportDay: number): Date {
  const refresh = refreshOf(monthOf(after), reportDay);
  return refresh > after ? refresh : refreshOf(following(monthOf(after)), reportDay);
}

function following(month: ReportMonth): ReportMonth {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}` as ReportMonth;
}
