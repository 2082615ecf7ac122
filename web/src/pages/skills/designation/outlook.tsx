import type { ReactNode } from 'react';
import { Chart, type Column } from '../../../charts/chart.tsx';
import { StepLine } from '../../../charts/step-line.tsx';
import type { RiskFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { counted, points } from '../../../text/numbers.ts';
import { RiskTable } from '../risk-table.tsx';
import type { DesignationDetail, Forecast, Organization } from './designation-detail.ts';
import {
  type ForecastDay,
  forecastDays,
  forecastSentence,
  jointDays,
  jointSentence,
  markedDays,
  skillingThreshold,
} from './forecast.ts';
import { JointDays } from './joint-days.tsx';

type OutlookProps = {
  readonly designation: DesignationDetail;
  readonly forecast: Forecast;
  readonly organization: Organization;
};

const COLUMNS: readonly Column<ForecastDay>[] = [
  { title: 'From', cell: ({ on }) => day(on) },
  { title: 'Points from certifications', cell: ({ value }) => points(value), number: true },
  { title: 'Attained', cell: ({ attained }) => (attained ? 'Yes' : 'No') },
];

/** What the next twelve months take away: the points, the days, and the people. */
export function Outlook({ designation, organization, forecast }: OutlookProps): ReactNode {
  const days = forecastDays(designation, forecast);
  const until = days.at(-1)?.on ?? designation.on;
  const risks = (organization.risks ?? []).filter((risk) => risk.designation === designation.code);
  const marks = markedDays(risks, until);
  const joint = jointDays(risks);
  const sentence = forecastSentence(designation, days);
  return (
    <section aria-labelledby="outlook">
      <h2 id="outlook">Next 12 months</h2>
      <Chart
        title="Points from certifications, if nothing is renewed or earned"
        result={sentence}
        columns={COLUMNS}
        rows={days}
        keyOf={({ on }) => on}
      >
        <StepLine
          name={`Forecast of the points from certifications. ${sentence}`}
          points={days}
          until={until}
          max={designation.skillingMax}
          threshold={skillingThreshold(designation)}
          marks={[...marks].map(([on, label]) => ({ on, label }))}
        />
      </Chart>
      {joint.length === 1 && <p>{jointSentence(joint)}</p>}
      {joint.length > 1 && <JointDays days={joint} from={designation.on} until={until} />}
      <h3>Risks</h3>
      <Risks risks={risks} marks={marks} />
    </section>
  );
}

/** So many risks are shown at once; the others are shown on request. */
const AT_ONCE = 10;

type RisksProps = {
  readonly risks: readonly RiskFragment[];
  readonly marks: ReadonlyMap<string, string>;
};

function Risks({ risks, marks }: RisksProps): ReactNode {
  if (risks.length === 0) return <p>No known departure or expiry lowers the score within a year.</p>;
  const lead = { title: 'No.', cell: ({ on }: RiskFragment) => (on === null ? '' : marks.get(on)) };
  const more = risks.slice(AT_ONCE);
  return (
    <>
      <RiskTable
        caption="Worst first. The number is that of the day in the forecast."
        risks={risks.slice(0, AT_ONCE)}
        lead={lead}
      />
      {more.length > 0 && (
        <details>
          <summary className="more">Show {counted(more.length, 'more risk', 'more risks')}</summary>
          <RiskTable caption="More risks" risks={more} lead={lead} />
        </details>
      )}
    </>
  );
}
