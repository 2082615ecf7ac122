import type { DataSource } from 'typeorm';
import { columns, uuid } from '../database/columns.js';
import { queryRows } from '../database/query-rows.js';
import { inTransaction } from '../database/transaction.js';
import type { Clock } from '../processes/clock.js';
import type { ActivityLog } from './activity-log.js';
import { lockChains } from './chain-entries.js';

const ENTRIES_AT_A_TIME = 500;
const DAY = 24 * 60 * 60 * 1000;
const ORGANIZATION = columns({ organizationId: uuid('head.organization_id') });

/** Deletes the entries that are older than the days, organization by organization, and anchors what is left. */
export async function expireEntries(
  { dataSource, clock }: { dataSource: DataSource; clock: Clock },
  log: ActivityLog,
  { days }: { days: number },
): Promise<void> {
  const before = new Date(clock.now().getTime() - days * DAY);
  for (const organizationId of await organizationsWithEntriesBefore(dataSource, log, before)) {
    let deleted: number;
    do {
      deleted = await expireNext(dataSource, log, { organizationId, before });
    } while (deleted === ENTRIES_AT_A_TIME);
  }
}

async function organizationsWithEntriesBefore(
  dataSource: DataSource,
  { table }: ActivityLog,
  before: Date,
): Promise<string[]> {
  const statement = {
    name: `organizations with old entries of ${table}`,
    columns: ORGANIZATION,
    text: `SELECT ${ORGANIZATION} FROM ${table}_head head WHERE EXISTS (
      SELECT FROM ${table} entry WHERE entry.organization_id = head.organization_id AND entry.at < $1)`,
  };
  const rows = await inTransaction(dataSource, 'every-organization', (manager) =>
    queryRows(manager, statement, [before]),
  );
  return rows.map(({ organizationId }) => organizationId);
}

async function expireNext(
  dataSource: DataSource,
  log: ActivityLog,
  { organizationId, before }: { organizationId: string; before: Date },
): Promise<number> {
  const [schema, name] = log.table.split('.');
  return inTransaction(dataSource, 'every-organization', async (manager) => {
    await lockChains(manager, log);
    const [row] = await manager.query<{ deleted: number }[]>(`SELECT ${schema}.expire_${name}($1, $2, $3) AS deleted`, [
      organizationId,
      before,
      ENTRIES_AT_A_TIME,
    ]);
    return row?.deleted ?? 0;
  });
}
