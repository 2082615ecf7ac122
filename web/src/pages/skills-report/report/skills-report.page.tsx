import '../report.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from '../../../design/button.tsx';
import { CopyButton } from '../../../design/copy-button.tsx';
import { ReportFrame } from '../report-frame.tsx';
import { addressOf } from '../report-search.ts';
import { ReportFilters } from './report-filters.tsx';
import { ReportRows } from './report-rows.tsx';
import { ReportSummary } from './report-summary.tsx';

const route = getRouteApi('/signed-in/skills/report/$month');

/** The Skills Report of a month: its numbers, what changed, and its rows. */
export function SkillsReportPage(): ReactNode {
  const { report, ...asked } = route.useLoaderData();
  const search = route.useSearch();
  const { month } = asked;
  return (
    <ReportFrame
      {...asked}
      tab="/skills/report/$month"
      acts={
        <>
          <CopyButton text={addressOf(month, search)}>Copy link</CopyButton>
          <Link className={buttonClass('plain')} to="/skills/report/$month/print" params={{ month }} search={search}>
            Print
          </Link>
          <Link className={buttonClass('plain')} to="/skills/exports" search={{ month }}>
            Export
          </Link>
        </>
      }
    >
      {report === null ? (
        <Link to="/skills/report/$month" params={{ month }}>
          Show the whole report
        </Link>
      ) : (
        <>
          <ReportSummary {...asked} report={report} />
          <ReportFilters />
          <ReportRows rows={report.rows} search={search} />
        </>
      )}
    </ReportFrame>
  );
}
