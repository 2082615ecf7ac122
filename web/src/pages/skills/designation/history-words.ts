import { month } from '../../../text/dates.ts';
import { counted, points } from '../../../text/numbers.ts';

type Report = { readonly month: string; readonly score: number; readonly attained: boolean };

/** How often it was attained, and how the last report differs from the one before. */
export function historySentence(reports: readonly Report[]): string {
  const last = reports.at(-1);
  if (last === undefined) return 'No Skills Report is published yet.';
  const before = reports.at(-2);
  const often = reports.filter(({ attained }) => attained).length;
  const now = `${points(last.score)} in ${month(last.month)}`;
  const change = before === undefined ? '' : `, ${changeOf(last.score - before.score)} ${month(before.month)}`;
  return `Attained in ${often} of ${counted(reports.length, 'report', 'reports')}: ${now}${change}.`;
}

function changeOf(change: number): string {
  if (change === 0) return 'as in';
  return `${points(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than in`;
}
