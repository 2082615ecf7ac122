import { columns, integer, nullable, text } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { BreakdownBy, BreakdownGroup } from '../domain/breakdown.js';
import { type CreditSelection, conditionsOf, Parameters } from './credit-conditions.js';
import { CREDIT_SOURCES } from './credit-list.store.js';

/** Columns of groups by place of work; null in a column that is not grouped by. */
export const GROUP = columns({
  department: nullable(text()),
  country: nullable(text()),
  people: integer(),
  credentials: integer(),
});

/** The expressions for department and country of each grouping. */
export const PLACE_COLUMNS: Record<BreakdownBy, readonly [department: string, country: string]> = {
  DEPARTMENT: ['department', 'NULL::text'],
  COUNTRY: ['NULL::text', 'country'],
  DEPARTMENT_AND_COUNTRY: ['department', 'country'],
};
export const MOST_PEOPLE_FIRST = 'ORDER BY people DESC, department NULLS LAST, country NULLS LAST';

/** People and credits of an organization by current place of work, most people first. */
export async function creditGroups(
  reads: RequestReads,
  organizationId: string,
  by: BreakdownBy,
  selection: CreditSelection,
): Promise<BreakdownGroup[]> {
  const [department, country] = PLACE_COLUMNS[by];
  const parameters = new Parameters(organizationId);
  const selected = conditionsOf(selection, parameters);
  const statement = {
    name: `credit-groups-${by}${selected.name}`,
    columns: GROUP,
    text: `SELECT ${department} AS department, ${country} AS country, count(DISTINCT credit.user_id)::integer AS people,
        count(*)::integer AS credentials
      FROM ${CREDIT_SOURCES} WHERE credit.organization_id = $1 ${selected.text} GROUP BY 1, 2 ${MOST_PEOPLE_FIRST}`,
  };
  return reads.query(statement, parameters.values);
}
