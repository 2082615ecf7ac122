import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Figures } from '../../../design/figures.tsx';
import { day } from '../../../text/dates.ts';
import { count } from '../../../text/numbers.ts';
import { daysAfter, type ReportSearch } from '../report-search.ts';
import { changesSentence } from '../report-words.ts';
import type { AskedReport } from './ask-report.ts';

type ReportSummaryProps = Pick<AskedReport, 'month' | 'organization' | 'changes'> & {
  readonly report: NonNullable<AskedReport['report']>;
};

/** The first day that is more than 90 days after the refresh. */
const AFTER_EXPIRY = 91;

/** Whose report it is, its numbers, and how they differ from the month before. */
export function ReportSummary({ month, organization, changes, report }: ReportSummaryProps): ReactNode {
  const { people, credentials, expiringWithin90Days, leaving } = report.totals;
  const refresh = refreshDayOf(report);
  const rows = (value: number, search: ReportSearch): ReactNode =>
    value === 0 ? (
      '0'
    ) : (
      <Link to="/skills/report/$month" params={{ month }} search={search} resetScroll={false}>
        {count(value)}
      </Link>
    );
  return (
    <>
      <p>
        {organization}, as of {day(refresh)}, 00:00 UTC. It never changes.
      </p>
      <Figures
        figures={[
          [count(people), 'people'],
          [count(credentials), 'credentials'],
          [rows(expiringWithin90Days, { expiresBefore: daysAfter(refresh, AFTER_EXPIRY) }), 'expire within 90 days'],
          [rows(leaving, { leaving: 'true' }), 'leaving'],
        ]}
      />
      {changes !== null && (
        <p>
          {changesSentence(changes)}{' '}
          <Link to="/skills/report/$month/changes" params={{ month }}>
            See what changed
          </Link>
        </p>
      )}
    </>
  );
}

/** The day of the refresh. A report without designations knows only when it was published. */
function refreshDayOf({ byDesignation, publishedAt }: ReportSummaryProps['report']): string {
  return byDesignation[0]?.on ?? publishedAt.slice(0, 10);
}
