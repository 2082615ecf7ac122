import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../app/me.ts';
import { MissingParts } from '../../app/problem.tsx';
import { seesNamedCredits } from '../../app/roles.ts';
import { buttonClass } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { Menu } from '../../design/menu.tsx';
import { day, month as monthName } from '../../text/dates.ts';
import type { Months } from './report-months.ts';

const TABS = [
  ['/skills/report/$month', 'Report'],
  ['/skills/report/$month/changes', 'Changes'],
  ['/skills/report/$month/as-known-now', 'As known today'],
] as const;

type Tab = (typeof TABS)[number][0];

type ReportFrameProps = Months & {
  readonly month: string;
  readonly tab: Tab;
  /** What can be done with this report, beside the way to others. */
  readonly acts?: ReactNode;
  /** The report; without one the frame says when the next is taken. */
  readonly children: ReactNode;
};

/** What all pages of one report have in common: its month, the way to other months, and its tabs. */
export function ReportFrame(props: ReportFrameProps): ReactNode {
  const { month, months, tab, problems, acts, children } = props;
  const hasNames = seesNamedCredits(useMe().roles);
  const exists = months.includes(month);
  return (
    <>
      <Heading>Skills Report {monthName(month)}</Heading>
      <MissingParts problems={problems} />
      <div className="report-head">
        <OtherMonths month={month} months={months} tab={tab} />
        {exists && acts}
      </div>
      {exists && (
        <nav className="tabs" aria-label="This report">
          <ul>
            {TABS.map(([to, label]) => (
              <li key={to}>
                <Link to={to} params={{ month }} activeOptions={{ exact: true, includeSearch: false }}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {exists && !hasNames && (
        <p className="quiet">Your role sees no names: a person has the same number in every report.</p>
      )}
      {exists ? children : <NoReport {...props} />}
    </>
  );
}

function OtherMonths({ month, months, tab }: Pick<ReportFrameProps, 'month' | 'months' | 'tab'>): ReactNode {
  const later = months.findLast((one) => one > month);
  const earlier = months.find((one) => one < month);
  const link = (to: string, label: string): ReactNode => (
    <Link
      key={to}
      className={buttonClass('quiet')}
      to={tab}
      params={{ month: to }}
      search={({ after: _, ...filters }) => filters}
    >
      {label}
    </Link>
  );
  if (months.length === 0) return null;
  return (
    <nav aria-label="Other reports">
      {earlier !== undefined && link(earlier, `‹ ${monthName(earlier)}`)}
      {later !== undefined && link(later, `${monthName(later)} ›`)}
      <Menu label="All months" text="All months ▾">
        {months.map((one) => link(one, monthName(one)))}
      </Menu>
    </nav>
  );
}

function NoReport({ month, months, nextReportAt }: ReportFrameProps): ReactNode {
  const [newest] = months;
  const oldest = months.at(-1);
  const isAhead = newest === undefined || month > newest;
  return (
    <div className="panel">
      <p>
        There is no report of {monthName(month)}
        {isAhead ? ' yet.' : '.'}
        {isAhead && nextReportAt !== null && ` The next one is published on ${day(nextReportAt)}, at 00:00 UTC.`}
        {oldest !== undefined && month < oldest && ` The first one is of ${monthName(oldest)}.`}
      </p>
      {newest !== undefined && (
        <Link to="/skills/report/$month" params={{ month: newest }}>
          Open the report of {monthName(newest)}
        </Link>
      )}
    </div>
  );
}
