import '../report.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { Button, buttonClass } from '../../../design/button.tsx';
import { Facts } from '../../../design/facts.tsx';
import { day, month as monthName } from '../../../text/dates.ts';
import { count, counted } from '../../../text/numbers.ts';
import { ReportFrame } from '../report-frame.tsx';
import { addressOf, type ReportSearch } from '../report-search.ts';
import { ReportSummary } from './report-summary.tsx';
import { ReportTable } from './report-table.tsx';

const route = getRouteApi('/signed-in/skills/report/$month/print');

/** A report for paper or a PDF: all rows, and on every sheet the month and the permanent address. */
export function PrintedReportPage(): ReactNode {
  const { report, rows, ...asked } = route.useLoaderData();
  const search = route.useSearch();
  const { month } = asked;
  const address = addressOf(month, search);
  useFootOfSheets(`Skills Report ${monthName(month)} · ${address}`);
  return (
    <ReportFrame
      {...asked}
      tab="/skills/report/$month"
      acts={
        <>
          <Button tone="main" onClick={() => window.print()}>
            Print
          </Button>
          <Link className={buttonClass('plain')} to="/skills/report/$month" params={{ month }} search={search}>
            Back to the report
          </Link>
        </>
      }
    >
      {report !== null && (
        <>
          <ReportSummary {...asked} report={report} />
          <Facts facts={[['Permanent address', address], ...filtersOf(search, asked.titles)]} />
          <p>{rowsOf(rows.length, report.rows.totalCount)}</p>
          <ReportTable rows={rows} order={search.order} isSortable={false} />
        </>
      )}
    </ReportFrame>
  );
}

/** Passes a text to the rule of `@page`, which the browser puts on every sheet. */
function useFootOfSheets(text: string): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--foot-of-sheets', JSON.stringify(text));
    return () => void style.removeProperty('--foot-of-sheets');
  }, [text]);
}

function filtersOf(search: ReportSearch, titles: readonly { code: string; title: string }[]): [string, string][] {
  const { q, relevantTo, expiresBefore, leaving } = search;
  const chosen: [string, string | undefined][] = [
    ['Search', q],
    ['Counts for', titles.find(({ code }) => code === relevantTo)?.title ?? relevantTo],
    ['Expires before', expiresBefore && day(expiresBefore)],
    ['Leaving only', leaving && 'yes'],
  ];
  return chosen.filter((filter): filter is [string, string] => filter[1] !== undefined);
}

function rowsOf(printed: number, total: number | null): string {
  if (total === printed) return counted(printed, 'row', 'rows');
  return `The first ${count(printed)} of ${total === null ? 'more than 10,000' : count(total)} rows. Filter the report, or export it to have all of them.`;
}
