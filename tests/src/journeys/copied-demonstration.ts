import pg from 'pg';
import { POLICY } from '../model/system/domain-rules.js';
import { prepareEverything } from '../model/system/prepare-everything.js';

/** Tables of the services with the columns that are stored; rows of a partition go into the whole. */
const TABLES = `SELECT pg_class.oid::regclass::text AS name, columns FROM pg_class
  CROSS JOIN LATERAL (
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
    WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS stored
  WHERE relkind IN ('r', 'p') AND NOT relispartition
    AND relnamespace::regnamespace::text IN ('identity', 'association', 'credits')`;

const SEQUENCES = `SELECT format('%I.%I', schemaname, sequencename) AS name, last_value::text AS value FROM pg_sequences
  WHERE schemaname IN ('identity', 'association', 'credits') AND last_value IS NOT NULL`;

/** Prepares an empty database on another server, and copies the data of the services into it: a load takes a minute. */
export async function copyDemonstration(from: string, to: string): Promise<void> {
  await prepareEverything(to, POLICY);
  const [source, target] = [new pg.Client({ connectionString: from }), new pg.Client({ connectionString: to })];
  await Promise.all([source.connect(), target.connect()]);
  try {
    // The data are consistent already: neither triggers nor foreign keys are needed.
    await target.query('SET session_replication_role = replica');
    const { rows: months } = await source.query<{ month: string }>(
      'SELECT DISTINCT month::text FROM credits.skills_report',
    );
    for (const { month } of months) await target.query('SELECT credits.prepare_skills_reports($1)', [month]);
    const { rows: tables } = await source.query<{ name: string; columns: string }>(TABLES);
    await target.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
    for (const { name, columns } of tables) {
      const { rows } = await source.query<{ all: string | null }>(
        `SELECT json_agg(copied)::text AS all FROM ${name} AS copied`,
      );
      await target.query(
        `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE
         SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $1)`,
        [rows[0]?.all ?? '[]'],
      );
    }
    const { rows: sequences } = await source.query<{ name: string; value: string }>(SEQUENCES);
    for (const { name, value } of sequences) await target.query('SELECT setval($1, $2)', [name, value]);
    await target.query('ANALYZE');
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}
