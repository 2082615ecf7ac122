import { bigint, bytes, columns, instant, nullable, type RowOf, texts, uuid } from '../database/columns.js';
import type { RequestReads } from '../database/reads.js';
import { type ActivityLog, entryValues } from './activity-log.js';
import type { ChainEnds, ChainedEntry } from './follow-chain.js';

const ENTRIES_AT_A_TIME = 1_000;

const ENDS = columns({
  organizationId: uuid(),
  firstSequence: bigint(),
  firstPreviousHash: bytes(),
  lastSequence: bigint(),
  lastHash: bytes(),
});

/** The ends of the chains, of one organization or of all. */
export async function readEnds(
  reads: RequestReads,
  { table }: ActivityLog,
  organizationId: string | null,
): Promise<ChainEnds[]> {
  const statement = {
    name: `ends of ${table}`,
    columns: ENDS,
    text: `SELECT ${ENDS} FROM ${table}_head WHERE $1::uuid IS NULL OR organization_id = $1 ORDER BY organization_id`,
  };
  return (await reads.query(statement, [organizationId])).map((ends) => ({
    ...ends,
    firstSequence: Number(ends.firstSequence),
    lastSequence: Number(ends.lastSequence),
  }));
}

const CHAINED = columns({
  id: uuid('e.id'),
  sequence: bigint('e.sequence'),
  previousHash: bytes('e.previous_hash'),
  hash: bytes('e.hash'),
  chainedAt: instant('e.chained_at'),
  at: instant('e.at'),
});

/** A chained entry, and when it happened. */
export type StoredEntry = ChainedEntry & { readonly at: Date };

/** All chained entries of an organization in the order of their numbers, page by page. */
export async function* readChain(
  reads: RequestReads,
  log: ActivityLog,
  organizationId: string,
): AsyncGenerator<StoredEntry> {
  const listed = columns({ ...CHAINED.fields, values: texts(entryValues(log, 'e')) });
  const statement = {
    name: `chain of ${log.table}`,
    columns: listed,
    text: `SELECT ${listed} FROM ${log.table} e WHERE e.organization_id = $1 AND e.sequence > $2
      ORDER BY e.sequence LIMIT ${ENTRIES_AT_A_TIME}`,
  };
  for (let after = '-9223372036854775808'; ; ) {
    const page: RowOf<typeof listed>[] = await reads.query(statement, [organizationId, after]);
    for (const entry of page) yield { ...entry, sequence: Number(entry.sequence) };
    const last = page.at(-1);
    if (last === undefined || page.length < ENTRIES_AT_A_TIME) return;
    after = last.sequence;
  }
}

const FOUND = columns({
  id: uuid('e.id'),
  organizationId: uuid('e.organization_id'),
  sequence: nullable(bigint('e.sequence')),
});

/** Entries that no chain has: of organizations without ends, and those that have waited since the instant. At most 100. */
export async function readOutsiders(
  reads: RequestReads,
  { table }: ActivityLog,
  { organizationId, waitingSince }: { organizationId: string | null; waitingSince: Date },
): Promise<{ id: string; organizationId: string; sequence: number | null }[]> {
  const statement = {
    name: `outside the chains of ${table}`,
    columns: FOUND,
    text: `WITH RECURSIVE owner AS (
        (SELECT e.organization_id FROM ${table} e ORDER BY e.organization_id LIMIT 1)
        UNION ALL
        SELECT (SELECT e.organization_id FROM ${table} e WHERE e.organization_id > owner.organization_id
          ORDER BY e.organization_id LIMIT 1) FROM owner WHERE owner.organization_id IS NOT NULL
      )
      (SELECT ${FOUND} FROM ${table} e WHERE e.sequence IS NULL AND uuid_extract_timestamp(e.id) < $2
        AND ($1::uuid IS NULL OR e.organization_id = $1) LIMIT 100)
      UNION ALL
      (SELECT ${FOUND} FROM owner JOIN ${table} e USING (organization_id) WHERE e.sequence IS NOT NULL
        AND NOT EXISTS (SELECT FROM ${table}_head head WHERE head.organization_id = owner.organization_id)
        AND ($1::uuid IS NULL OR e.organization_id = $1) LIMIT 100)`,
  };
  const rows = await reads.query(statement, [organizationId, waitingSince]);
  return rows.map((row) => ({ ...row, sequence: row.sequence === null ? null : Number(row.sequence) }));
}
