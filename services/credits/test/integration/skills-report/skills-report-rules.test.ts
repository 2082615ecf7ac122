import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { holder, published } from '../../support/skills-reports.js';

let credits: TestCredits;
let organizationId: string;
let app: Client;
beforeAll(async () => {
  credits = await testCredits({ now: '2026-08-01T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  await holder(credits, organizationId, { IAM: '2026-02-01' });
  credits.clock.set('2026-08-10T00:00:00.000Z');
  await published(credits, organizationId, '2026-08');
  app = new Client({ connectionString: credits.database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await credits.stop();
});

const PARTS = ['credential', 'person', 'row', 'order', 'count', 'presence'].map((part) => `skills_report_${part}`);
const TABLES = ['skills_report', ...PARTS, 'skills_report_number'];

/** Connects as the service, in the tenant scope of one organization, and rolls back. */
async function asTheService(statement: string, values: unknown[] = [], reach = organizationId) {
  await app.query('BEGIN');
  try {
    await app.query("SELECT set_config('app.organization_id', $1, true)", [reach]);
    return await app.query(statement, values);
  } finally {
    await app.query('ROLLBACK');
  }
}

it.each(TABLES)('%s shows its rows only within the tenant scope', async (table) => {
  // Presence and orders have an entry for the only credential and one for all; there are four orders.
  const rows = table.endsWith('presence') ? 2 : table.endsWith('order') ? 8 : 1;
  expect((await asTheService(`SELECT FROM ${table}`)).rowCount).toBe(rows);
  expect((await asTheService(`SELECT FROM ${table}`, [], randomUUID())).rowCount).toBe(0);
});

it.each(TABLES)('published rows of %s cannot be changed or deleted, even by hand', async (table) => {
  for (const statement of [
    `UPDATE ${table} SET organization_id = organization_id`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table}`,
    `DROP TABLE ${table}`,
    `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
  ]) {
    await expect(asTheService(statement)).rejects.toThrow(/permission denied|must be owner/);
  }
});

it.each(PARTS)('nothing can be added to %s after publication, even by hand', async (table) => {
  const columns = await credits.sql<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'credits' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const names = columns.map(({ name }) => name);
  const copied = names.map((name) =>
    ['row_no', 'person_no', 'chunk', 'last_place'].includes(name)
      ? `${name} + 1`
      : name === 'credential_code'
        ? `'AZ-NET'`
        : name,
  );
  const adding = `INSERT INTO ${table} (${names.join(', ')}) SELECT ${copied.join(', ')} FROM ${table}`;
  await expect(asTheService(adding)).rejects.toThrow(/row-level security/);
});

it('the partitions of a month are created on request, also far in the future and for the past, and are accessible through their table only', async () => {
  for (const month of ['2023-10-01', '2031-01-01', '2031-01-01']) {
    await app.query('SELECT prepare_skills_reports($1)', [month]);
  }
  const parts = await credits.sql<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
     WHERE inhparent = 'credits.skills_report_row'::regclass ORDER BY 1`,
  );
  expect(parts.map(({ name }) => name.slice(-7))).toEqual(['2023_10', '2026_08', '2031_01']);
  await expect(app.query('SELECT FROM skills_report_row_2026_08')).rejects.toThrow(/permission denied/);
  for (const month of ['2026-08-02', '1999-01-01', '9999-01-01']) {
    await expect(app.query('SELECT prepare_skills_reports($1)', [month])).rejects.toThrow(/no Skills Reports/);
  }
});

it('finds people by a part of their name only within the tenant scope', async () => {
  const find = "SELECT find_reported_people($1, '2026-08-01', $2, 10) AS no";
  expect((await asTheService(find, [organizationId, 'LOVE'])).rows).toEqual([{ no: 1 }]);
  expect((await asTheService(find, [organizationId, 'lo_e'])).rows).toEqual([]);
  expect((await asTheService(find, [organizationId, 'love'], randomUUID())).rows).toEqual([]);
  const unset = new Client({ connectionString: credits.database.appUrl });
  await unset.connect();
  expect((await unset.query(find, [organizationId, 'love'])).rows).toEqual([]);
  await unset.end();
});
