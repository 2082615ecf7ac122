import type { EntityManager } from 'typeorm';
import type { Days } from '../../achievements/domain/counting-span.js';

type Held = Days & { readonly personRef: string; readonly credentialCode: string };

const ROWS_AT_A_TIME = 10_000;

/** Pages through the holdings of an organization, grouped by person. */
export async function* pageHoldingsByPerson(manager: EntityManager, organizationId: string): AsyncGenerator<Held[][]> {
  let after = '';
  for (;;) {
    const rows = await manager.query<Held[]>(
      `SELECT person_ref AS "personRef", credential_code AS "credentialCode", counts_from::text AS "from", counts_until::text AS until
       FROM holding WHERE organization_id = $1 AND person_ref IN (
         SELECT DISTINCT person_ref FROM (
           SELECT person_ref FROM holding WHERE organization_id = $1 AND person_ref > $2 ORDER BY person_ref LIMIT $3) AS next)`,
      [organizationId, after, ROWS_AT_A_TIME],
    );
    if (rows.length === 0) return;
    const people = Map.groupBy(rows, ({ personRef }) => personRef);
    after = [...people.keys()].sort().at(-1) ?? after;
    yield [...people.values()];
  }
}
