import type { EntityManager } from 'typeorm';
import type { Day } from '../../values/domain/day.js';
import type { Rules } from './load-rules.js';

/**
 * Updates the catalog in the database to the rule data, with what holds on a day: which credentials a requirement names,
 * and which can no longer count. Rows that are up to date stay untouched.
 */
export async function updateCatalogEntries(
  manager: EntityManager,
  { catalog }: Pick<Rules, 'catalog'>,
  { day, named }: { readonly day: Day; readonly named: ReadonlySet<string> },
): Promise<void> {
  const entries = [...catalog.credentials, ...catalog.exams].map(
    ({ code, title, kind, level, source, retirement }) => ({
      code,
      title,
      kind,
      level,
      source,
      named: named.has(code),
      tail_over: retirement !== null && retirement.countsThrough < day,
      retired_on: retirement?.date ?? null,
      earnable_until: retirement?.until ?? null,
    }),
  );
  await manager.query(
    `WITH entry AS (
       SELECT * FROM jsonb_to_recordset($1) AS entry (code text, title text, kind text, level text, source text,
         named boolean, tail_over boolean, retired_on date, earnable_until timestamptz)
     ), removed AS (
       DELETE FROM catalog_entry WHERE code NOT IN (SELECT code FROM entry)
     )
     INSERT INTO catalog_entry AS stored (code, title, kind, level, source, named, tail_over, retired_on, earnable_until)
     SELECT code, title, kind, level, source, named, tail_over, retired_on, earnable_until FROM entry ORDER BY code
     ON CONFLICT ON CONSTRAINT catalog_entry_pk DO UPDATE SET title = excluded.title, kind = excluded.kind,
       level = excluded.level, source = excluded.source, named = excluded.named, tail_over = excluded.tail_over,
       retired_on = excluded.retired_on, earnable_until = excluded.earnable_until
     WHERE stored IS DISTINCT FROM excluded`,
    [JSON.stringify(entries)],
  );
}
