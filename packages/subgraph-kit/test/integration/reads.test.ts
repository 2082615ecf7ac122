import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { columns, integer, text, uuid } from '../../src/database/columns.js';
import { readPool } from '../../src/database/pool.js';
import { RequestReads } from '../../src/database/reads.js';
import type { TenantScope } from '../../src/database/tenant-scope.js';
import { inTransaction } from '../../src/database/transaction.js';
import { ELSEWHERE, HERE, prepareNotes } from '../support/notes.js';

const NOTE = columns({ id: integer(), organizationId: uuid() });
const notes = (isPlannedOnce: boolean) => ({
  name: isPlannedOnce ? 'notes-planned-once' : 'notes',
  isPlannedOnce,
  columns: NOTE,
  text: `SELECT ${NOTE} FROM note WHERE id = ANY ($1::int[]) ORDER BY id`,
});
const SETTING = columns({ value: text() });
const setting = (name: string) => ({
  name: `setting-${name}`,
  columns: SETTING,
  text: `SELECT current_setting('${name}') AS value`,
});

describe('the reads of a request', () => {
  let database: TestDatabase;
  let source: DataSource;
  let pool: Pool;
  const reading = async <T>(scope: TenantScope, work: (reads: RequestReads) => Promise<T>): Promise<T> => {
    const reads = new RequestReads(pool, scope);
    try {
      return await work(reads);
    } finally {
      await reads.end();
    }
  };

  beforeAll(async () => {
    database = await testDatabase({ service: 'toy', prepare: prepareNotes });
    source = await new DataSource({ type: 'postgres', url: database.appUrl, schema: 'toy' }).initialize();
    await inTransaction(source, 'every-organization', (manager) =>
      manager.query("INSERT INTO note VALUES (1, $1, 'here'), (2, $2, 'elsewhere')", [HERE, ELSEWHERE]),
    );
    // All requests share one connection, its prepared statements and their plans.
    pool = readPool(database.appUrl, undefined, 1);
  });
  afterAll(async () => {
    await pool.end();
    await source.destroy();
    await database.drop();
  });

  it.each([true, false])(
    'are those of the own organization on a connection that serves organizations in turn (planned once: %p)',
    async (isPlannedOnce) => {
      const idsOf = (scope: TenantScope) =>
        reading(scope, async (reads) => (await reads.query(notes(isPlannedOnce), [[1, 2]])).map(({ id }) => id));
      for (let turn = 0; turn < 7; turn += 1) {
        expect(await idsOf({ organizationId: HERE })).toEqual([1]);
        expect(await idsOf({ organizationId: ELSEWHERE })).toEqual([2]);
        expect(await idsOf('every-organization')).toEqual([1, 2]);
        expect(await idsOf('no-organization')).toEqual([]);
      }
    },
  );

  it('see one snapshot, cannot write, and leave neither scope nor settings to the next request', async () => {
    await reading({ organizationId: HERE }, async (reads) => {
      const [one, two] = await Promise.all([
        reads.query(notes(true), [[1]]),
        reads.query(setting('transaction_isolation'), []),
      ]);
      expect([one.length, two]).toEqual([1, [{ value: 'repeatable read' }]]);
      expect(await reads.query(setting('transaction_read_only'), [])).toEqual([{ value: 'on' }]);
      expect(await reads.query(setting('app.organization_id'), [])).toEqual([{ value: HERE }]);
    });
    const left = await pool.query<{ scope: string; reach: string; mode: string }>(`
      SELECT current_setting('app.organization_id') AS scope, current_setting('app.tenant_scope') AS reach,
        current_setting('plan_cache_mode') AS mode`);
    expect(left.rows).toEqual([{ scope: '', reach: '', mode: 'auto' }]);
  });

  it('plan a statement once that says so, and no other', async () => {
    await reading({ organizationId: HERE }, async (reads) => {
      const asked = [true, false, true, false].map((isPlannedOnce) => reads.query(notes(isPlannedOnce), [[1]]));
      await Promise.all(asked);
      const PLANS = columns({
        name: text(),
        generic: integer('generic_plans::int'),
        custom: integer('custom_plans::int'),
      });
      const plans = {
        name: 'plans',
        columns: PLANS,
        text: `SELECT ${PLANS} FROM pg_prepared_statements WHERE name LIKE 'notes%' ORDER BY name`,
      };
      const [either, once] = await reads.query(plans, []);
      expect(once).toMatchObject({ name: 'notes-planned-once', custom: 0 });
      expect(either?.custom).toBeGreaterThan(0);
    });
  });

  it.each([true, false])(
    'that come after a failed one fail for its reason, and those of the next request do not (planned once: %p)',
    async (isPlannedOnce) => {
      const failing = { ...setting('application_name'), name: 'failing', text: 'SELECT (1 / 0)::text AS value' };
      await reading({ organizationId: HERE }, async (reads) => {
        const together = [reads.query(failing, []), reads.query(notes(isPlannedOnce), [[1]]), reads.query(failing, [])];
        const outcomes = await Promise.allSettled(together);
        expect(outcomes).toMatchObject(Array.from({ length: 3 }, () => ({ reason: { code: '22012' } })));
        await expect(reads.query(notes(isPlannedOnce), [[1]])).rejects.toMatchObject({ code: '22012' });
      });
      const next = await reading({ organizationId: HERE }, (reads) => reads.query(notes(isPlannedOnce), [[1, 2]]));
      expect(next.map(({ id }) => id)).toEqual([1]);
    },
  );

  it('take an id with a quote as a text: it selects nothing', async () => {
    const scope = { organizationId: "x'; SET LOCAL app.tenant_scope = 'every-organization" };
    await expect(reading(scope, (reads) => reads.query(notes(false), [[1, 2]]))).rejects.toMatchObject({
      code: '22P02',
    });
  });
});
