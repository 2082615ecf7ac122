import { columns, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';

/**
 * Puts this version in force: the process that starts last decides. A process that still runs with another version
 * answers and records by its own, recalculates nothing and publishes no reports.
 */
export async function putVersionInForce(manager: EntityManager, version: string, now: Date): Promise<void> {
  await manager.query(
    `INSERT INTO rule_data (id, version, since) VALUES (1, $1, $2)
     ON CONFLICT ON CONSTRAINT rule_data_pk DO UPDATE SET version = excluded.version, since = excluded.since
     WHERE rule_data.version <> excluded.version`,
    [version, now],
  );
}

const VERSION = columns({ version: text() });

export async function isInForce(manager: EntityManager, version: string): Promise<boolean> {
  const [row] = await queryRows(manager, { columns: VERSION, text: `SELECT ${VERSION} FROM rule_data` });
  return row === undefined || row.version === version;
}
