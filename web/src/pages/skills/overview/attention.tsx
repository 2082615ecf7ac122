import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DesignationScoreFragment, SkillsQuery } from '../../../graphql/documents.ts';
import { month } from '../../../text/dates.ts';
import { RiskTable } from '../risk-table.tsx';
import { reportSentence } from './overview-words.ts';

type AttentionProps = {
  readonly organization: NonNullable<SkillsQuery['callerOrganization']>;
  readonly designations: readonly DesignationScoreFragment[];
};

/** What may be lost, worst first. */
export function Attention({ organization, designations }: AttentionProps): ReactNode {
  const { risks, skillsReport } = organization;
  const titles = new Map(designations.map(({ code, title }) => [code, title]));
  const soon = skillsReport === null ? undefined : reportSentence(skillsReport.totals);
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      {soon !== undefined && (
        <p>
          {soon}, according to the report of {month(skillsReport?.month ?? '')}.
        </p>
      )}
      {risks?.length === 0 && <p>No known departure or expiry lowers a score within a year.</p>}
      {risks !== null && risks.length > 0 && (
        <RiskTable
          caption="The greatest risks within a year, worst first"
          risks={risks}
          lead={{
            title: 'Designation',
            cell: ({ designation }) => (
              <Link to="/skills/designation/$code" params={{ code: designation }}>
                {titles.get(designation) ?? designation}
              </Link>
            ),
          }}
        />
      )}
    </section>
  );
}
