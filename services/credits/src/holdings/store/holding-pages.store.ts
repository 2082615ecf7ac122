import { columns, day, nullable, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Day } from '../../values/domain/day.js';

const HELD = columns({
  personRef: text(),
  credentialCode: text(),
  from: day<Day>('counts_from'),
  until: nullable(day<Day>('counts_until')),
});

type Held = RowOf<typeof HELD>;

const ROWS_AT_A_TIME = 10_000;

/** Pages through the holdings of an organization, grouped by person. */
export async function* pageHoldingsByPerson(manager: EntityManager, organizationId: string): AsyncGenerator<Held[][]> {
  let after = '';
  for (;;) {
    const statement = {
      columns: HELD,
      text: `SELECT ${HELD} FROM holding WHERE organization_id = $1 AND person_ref IN (
         SELECT DISTINCT person_ref FROM (
           SELECT person_ref FROM holding WHERE organization_id = $1 AND person_ref > $2 ORDER BY person_ref LIMIT $3) AS next)`,
    };
    const rows = await queryRows(manager, statement, [organizationId, after, ROWS_AT_A_TIME]);
    if (rows.length === 0) return;
    const people = Map.groupBy(rows, ({ personRef }) => personRef);
    after = [...people.keys()].sort().at(-1) ?? after;
    yield [...people.values()];
  }
}
