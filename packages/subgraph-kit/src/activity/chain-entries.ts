import type { DataSource, EntityManager } from 'typeorm';
import { bigint, bytes, columns, nullable, type RowOf, texts, uuid } from '../database/columns.js';
import { queryRows } from '../database/query-rows.js';
import { inTransaction } from '../database/transaction.js';
import type { Clock } from '../processes/clock.js';
import { type ActivityLog, entryValues } from './activity-log.js';
import { hashOf, NO_HASH } from './entry-hash.js';

const ENTRIES_AT_A_TIME = 500;

const WAITING = columns({
  id: uuid('entry.id'),
  organizationId: uuid('entry.organization_id'),
  values: texts('entry.content'),
  lastSequence: nullable(bigint('head.last_sequence')),
  lastHash: nullable(bytes('head.last_hash')),
});

type End = { readonly sequence: number; readonly hash: Buffer };

/**
 * Chains the committed entries that have no number yet, those of each organization in the order of their ids. One
 * transaction does so at a time, and no operation waits for it: an entry is inserted without a lock.
 */
export async function chainEntries(
  { dataSource, clock }: { dataSource: DataSource; clock: Clock },
  log: ActivityLog,
): Promise<void> {
  for (;;) {
    const chained = await inTransaction(dataSource, 'every-organization', (manager) => chainNext(manager, log, clock));
    if (chained < ENTRIES_AT_A_TIME) return;
  }
}

async function chainNext(manager: EntityManager, log: ActivityLog, clock: Clock): Promise<number> {
  await lockChains(manager, log);
  const waiting = await nextEntries(manager, log);
  if (waiting.length === 0) return 0;
  const chainedAt = clock.now();
  const ends = new Map<string, End>();
  const entries = waiting.map(({ id, organizationId, values, lastSequence, lastHash }) => {
    const last = ends.get(organizationId) ?? { sequence: Number(lastSequence ?? 0), hash: lastHash ?? NO_HASH };
    const sequence = last.sequence + 1;
    const hash = hashOf(last.hash, { sequence, chainedAt, values });
    ends.set(organizationId, { sequence, hash });
    return { id, sequence, previous: last.hash.toString('hex'), hash: hash.toString('hex') };
  });
  const [schema, name] = log.table.split('.');
  await manager.query(`SELECT ${schema}.chain_${name}($1::jsonb, $2)`, [JSON.stringify(entries), chainedAt]);
  return entries.length;
}

/** One transaction at a time chains or deletes entries of a log: of two, the second would number the same ones. */
export async function lockChains(manager: EntityManager, { table }: ActivityLog): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`chains of ${table}`]);
}

async function nextEntries(manager: EntityManager, log: ActivityLog): Promise<RowOf<typeof WAITING>[]> {
  const { table } = log;
  const statement = {
    name: `unchained entries of ${table}`,
    columns: WAITING,
    text: `SELECT ${WAITING} FROM (
        SELECT e.id, e.organization_id, ${entryValues(log, 'e')} AS content FROM ${table} e
        WHERE e.sequence IS NULL ORDER BY e.id LIMIT $1) AS entry
      LEFT JOIN ${table}_head head USING (organization_id) ORDER BY entry.id`,
  };
  return queryRows(manager, statement, [ENTRIES_AT_A_TIME]);
}
