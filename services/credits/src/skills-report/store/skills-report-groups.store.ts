import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { BreakdownBy, BreakdownGroup } from '../../credits/domain/breakdown.js';
import { GROUP, MOST_PEOPLE_FIRST, PLACE_COLUMNS } from '../../credits/store/breakdown.store.js';
import type { ReportKey } from './skills-report.store.js';

/** People and rows of a report by department or country as of its refresh, largest groups first. */
export async function reportGroups(
  reads: RequestReads,
  { organizationId, month }: ReportKey,
  by: BreakdownBy,
): Promise<BreakdownGroup[]> {
  const [department, country] = PLACE_COLUMNS[by];
  const statement = {
    name: `report-groups-${by}`,
    columns: GROUP,
    text: `SELECT ${department} AS department, ${country} AS country, count(*)::integer AS people,
        sum(last_row - first_row + 1)::integer AS credentials
      FROM skills_report_person WHERE organization_id = $1 AND month = $2 GROUP BY 1, 2 ${MOST_PEOPLE_FIRST}`,
  };
  return reads.query(statement, [organizationId, `${month}-01`]);
}
