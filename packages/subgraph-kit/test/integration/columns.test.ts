import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import {
  bigint,
  boolean,
  bytes,
  columns,
  day,
  days,
  float,
  instant,
  instants,
  integer,
  integers,
  json,
  nullable,
  numeric,
  oneOf,
  type RowOf,
  text,
  texts,
  uuid,
  uuids,
} from '../../src/database/columns.js';
import { readPool } from '../../src/database/pool.js';
import { queryRows } from '../../src/database/query-rows.js';
import { RequestReads } from '../../src/database/reads.js';
import { inTransaction } from '../../src/database/transaction.js';
import { createLog } from '../../src/processes/log.js';
import { HERE, prepareNotes } from '../support/notes.js';

const NOTE = columns({ id: integer(), organizationId: uuid(), text: text() }, 'note');
const LENGTH = columns({ ...NOTE.fields, length: integer('char_length(note.text)') });

describe('columns', () => {
  it('render as a select list in a template', () => {
    expect(`SELECT ${NOTE} FROM note`).toBe(
      'SELECT note.id AS "id", note.organization_id AS "organizationId", note.text AS "text" FROM note',
    );
  });

  it('extend another set, whose columns keep their table', () => {
    expect(LENGTH.list).toBe(`${NOTE}, char_length(note.text) AS "length"`);
  });

  it('select a date as text', () => {
    expect(columns({ on: day('a.day'), end: day("coalesce(a.day, 'infinity')") }).list).toBe(
      `a.day::text AS "on", (coalesce(a.day, 'infinity'))::text AS "end"`,
    );
  });

  it('select from a subquery that has them', () => {
    expect(NOTE.of('listed')).toBe('listed."id", listed."organizationId", listed."text"');
  });

  it('define the type of their rows', () => {
    const every = columns({
      side: oneOf<'LEFT' | 'RIGHT'>(),
      at: nullable(instant()),
      tags: texts(),
      more: json<{ n: number }>(),
    });
    const row: RowOf<typeof every> = { side: 'LEFT', at: null, tags: ['a'], more: { n: 1 } };
    // @ts-expect-error a column that is not nullable
    const wrong: RowOf<typeof every> = { ...row, side: null };
    // @ts-expect-error a value that the column does not have
    const other: RowOf<typeof every> = { ...row, side: 'UP' };
    expect([row.side, wrong.side, other.side]).toEqual(['LEFT', null, 'UP']);
  });
});

describe('a statement with columns', () => {
  let database: TestDatabase;
  let pool: Pool;
  let source: DataSource;
  beforeAll(async () => {
    database = await testDatabase({ service: 'toy', prepare: prepareNotes });
    const log = createLog('toy');
    log.level = 'silent';
    pool = readPool(database.appUrl, log);
    source = await new DataSource({ type: 'postgres', url: database.appUrl, schema: 'toy' }).initialize();
  });
  afterAll(async () => {
    await pool.end();
    await source.destroy();
    await database.drop();
  });

  const inReads = async <T>(work: (reads: RequestReads) => Promise<T>): Promise<T> => {
    const reads = new RequestReads(pool, { organizationId: HERE });
    return work(reads).finally(() => reads.end());
  };

  it('returns rows of every supported type', async () => {
    const every = columns({
      uuid: uuid("'0199aaaa-0000-7000-8000-000000000001'::uuid"),
      text: text("'a'"),
      instant: instant("'2026-01-31T12:00:00Z'::timestamptz"),
      day: day("'2026-01-31'::date"),
      boolean: boolean('true'),
      integer: integer('1'),
      bigint: bigint('9007199254740993'),
      float: float('1.5::float8'),
      numeric: numeric('1.50'),
      bytes: bytes(`'\\x01'::bytea`),
      json: json<{ a: number }>(`'{"a": 1}'::jsonb`),
      texts: texts("ARRAY['a']"),
      uuids: uuids("'{}'::uuid[]"),
      integers: integers('ARRAY[1]'),
      instants: instants("'{2026-01-31T12:00:00Z}'::timestamptz[]"),
      days: days("'{2026-01-31}'::date[]"),
      nothing: nullable(text('NULL')),
    });
    const statement = { name: 'every-type', columns: every, text: `SELECT ${every}` };
    const [row] = await inReads((reads) => reads.query(statement, []));
    expect(row).toEqual({
      uuid: '0199aaaa-0000-7000-8000-000000000001',
      text: 'a',
      instant: new Date('2026-01-31T12:00:00Z'),
      day: '2026-01-31',
      boolean: true,
      integer: 1,
      bigint: '9007199254740993',
      float: 1.5,
      numeric: '1.50',
      bytes: Buffer.from([1]),
      json: { a: 1 },
      texts: ['a'],
      uuids: [],
      integers: [1],
      instants: [new Date('2026-01-31T12:00:00Z')],
      days: ['2026-01-31'],
      nothing: null,
    });
  });

  it.each([
    ['a column is missing', 'SELECT 1 AS id', /expected, PostgreSQL answers id/],
    ['a column is too many', 'SELECT 1 AS id, $1::uuid AS "organizationId", \'\' AS text, 2 AS more', /, more/],
    [
      'columns change places',
      'SELECT $1::uuid AS "organizationId", 1 AS id, \'\' AS text',
      /PostgreSQL answers organizationId/,
    ],
    [
      'a type is another one',
      'SELECT 1::bigint AS id, $1::uuid AS "organizationId", \'\' AS text',
      /id is of the type 20/,
    ],
    ['there is a null', 'SELECT 1 AS id, $1::uuid AS "organizationId", NULL AS text', /text is null/],
  ])('fails in a test where %s', async (why, text, message) => {
    const statement = { name: why, columns: NOTE, text };
    const values = text.includes('$1') ? [HERE] : [];
    await expect(inReads((reads) => reads.query(statement, values))).rejects.toThrow(message);
    await expect(queryRows(pool, statement, values)).rejects.toThrow(message);
  });

  it('returns the rows of a writing transaction, and rolls it back when the columns are wrong', async () => {
    const insert = (columns: typeof NOTE, id: number) =>
      inTransaction(source, { organizationId: HERE }, (manager) =>
        queryRows(manager, { columns, text: `INSERT INTO note VALUES ($1, $2, 'a') RETURNING ${NOTE}` }, [id, HERE]),
      );
    expect(await insert(NOTE, 1)).toEqual([{ id: 1, organizationId: HERE, text: 'a' }]);
    const changed = await inTransaction(source, { organizationId: HERE }, (manager) =>
      queryRows(manager, { columns: LENGTH, text: `UPDATE note SET text = 'abc' RETURNING ${LENGTH}` }),
    );
    expect(changed).toEqual([{ id: 1, organizationId: HERE, text: 'abc', length: 3 }]);
    await expect(insert(columns({ ...NOTE.fields, text: integer('note.text') }) as never, 2)).rejects.toThrow(
      'text is of',
    );
    const left = await inTransaction(source, 'every-organization', (manager) =>
      queryRows(manager, { columns: columns({ id: integer() }), text: 'SELECT id FROM note' }),
    );
    expect(left).toEqual([{ id: 1 }]);
  });

  it('accepts a manager without a transaction', async () => {
    const one = { columns: columns({ one: integer() }), text: 'SELECT 1 AS one' };
    expect(await queryRows(source.manager, one)).toEqual([{ one: 1 }]);
  });
});
