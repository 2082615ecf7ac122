import { setImmediate as immediately } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { fixedClock } from '@app/test-kit/fixed-clock';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { storedInstant, withIdempotency } from '../../src/database/idempotency.js';
import { inTransaction, violatedConstraint } from '../../src/database/transaction.js';
import { describeError, isUnavailable } from '../../src/graphql/error-masking.js';
import { createLog } from '../../src/processes/log.js';
import { enqueue, startWorker } from '../../src/processes/worker.js';
import { HERE, person, prepareNotes } from '../support/notes.js';

describe('inTransaction', () => {
  const clock = fixedClock('2026-11-22T00:00:00Z');
  const log = createLog('toy');
  log.level = 'silent';
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await testDatabase({ service: 'toy', prepare: prepareNotes });
    source = await new DataSource({ type: 'postgres', url: database.appUrl, schema: 'toy' }).initialize();
    await inTransaction(source, 'every-organization', (manager) =>
      manager.query('INSERT INTO note VALUES (1, $1, $2)', [HERE, 'hello']),
    );
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('does the work of an idempotency key once for twenty concurrent requests and returns the same answer', async () => {
    let done = 0;
    const attempt = (input: object, key = 'k1') =>
      inTransaction(source, 'every-organization', (manager) =>
        withIdempotency(manager, { caller: person(), operation: 'touch', key, input, clock }, async () => {
          done += 1;
          return { answer: { done }, keep: true };
        }),
      );
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt({ a: 1, b: 2 })));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ({ done: 1 })));
    await expect(attempt({ a: 2 })).rejects.toMatchObject({ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    await expect(attempt({}, '')).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    clock.advance({ hours: 24 });
    expect(await attempt({ a: 2 })).toEqual({ done: 2 });
  });

  it('removes expired answers as new ones are stored', async () => {
    const keep = (key: string) =>
      inTransaction(source, 'every-organization', (manager) =>
        withIdempotency(manager, { caller: person(), operation: 'forget', key, input: {}, clock }, async () => ({
          answer: key,
          keep: true,
        })),
      );
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(keep));
    clock.advance({ hours: 24 });
    await Promise.all(['f', 'g'].map(keep));
    expect(await keep('h')).toBe('h');
    const kept = await source.query("SELECT key FROM toy.idempotency_key WHERE operation = 'forget' ORDER BY key");
    expect(kept).toEqual([{ key: 'f' }, { key: 'g' }, { key: 'h' }]);
  });

  it('restores the instants of a stored answer by its schema, and no other text', async () => {
    const schema = z.object({ at: storedInstant, note: z.string() });
    const answer = { at: clock.now(), note: '2026-11-22T00:00:00.000Z' };
    const ask = () =>
      inTransaction(source, 'every-organization', (manager) =>
        withIdempotency(
          manager,
          { caller: person(), operation: 'restore', key: 'k', input: {}, clock, schema },
          async () => ({ answer, keep: true }),
        ),
      );
    expect(await ask()).toEqual(answer);
    expect(await ask()).toEqual(answer);
  });

  it('reports the violated constraint', async () => {
    const again = inTransaction(source, 'every-organization', (manager) =>
      manager.query('INSERT INTO note VALUES (1, $1, $2)', [HERE, 'again']),
    );
    expect(violatedConstraint(await again.catch((error: unknown) => error))).toBe('note_pkey');
  });

  it('logs a failed statement with its SQLSTATE and without the message that quotes its input', async () => {
    const failed = inTransaction(source, 'every-organization', (manager) =>
      manager.query('SELECT $1::uuid', ['canary@mail.example']),
    );
    const described = describeError(await failed.catch((error: unknown) => error));
    expect(described).toMatchObject({
      type: 'QueryFailedError',
      errorCode: '22P02',
      stack: expect.stringContaining(' at '),
    });
    expect(JSON.stringify(described)).not.toContain('canary');
  });

  it('fails as unavailable when its connection is lost between two statements, and writes nothing', async () => {
    const admin = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
    const lost = inTransaction(source, 'every-organization', async (manager) => {
      await manager.query('INSERT INTO note VALUES (3, $1, $2)', [HERE, 'lost']);
      const [{ pid }] = await manager.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      await admin.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
      const deadline = performance.now() + 5_000;
      while (!manager.queryRunner?.isReleased && performance.now() < deadline) await immediately();
      await manager.query('SELECT 1');
    });
    expect(isUnavailable(await lost.catch((error: unknown) => error))).toBe(true);
    expect(await admin.query('SELECT FROM toy.note WHERE id = 3')).toEqual([]);
    await admin.destroy();
  });

  it('adds a job while a worker starts the waiting job of the same key', async () => {
    const add = (version: number) =>
      inTransaction(source, 'every-organization', (manager) =>
        enqueue(manager, 'toy', { task: 'tell', payload: { version }, jobKey: 'note:1' }),
      );
    const admin = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
    await add(1);
    const worker = admin.createQueryRunner();
    await worker.startTransaction();
    await worker.query("UPDATE toy_worker._private_jobs SET locked_at = now(), locked_by = 'w' WHERE key = 'note:1'");
    const adding = add(2);
    const waiting = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%enqueue%'`;
    const deadline = performance.now() + 5_000;
    while ((await admin.query(waiting)).length === 0 && performance.now() < deadline) await immediately();
    await worker.commitTransaction();
    await adding;
    const jobs = await admin.query('SELECT key, payload FROM toy_worker._private_jobs ORDER BY id');
    expect(jobs).toEqual([
      { key: null, payload: { version: 1 } },
      { key: 'note:1', payload: { version: 2 } },
    ]);
    await admin.query('DELETE FROM toy_worker._private_jobs');
    await worker.release();
    await admin.destroy();
  });

  it('runs a job only if the transaction commits, and gives the app role no other access to the queue', async () => {
    const seen: string[] = [];
    let ran = () => {};
    const finished = new Promise<void>((resolve) => {
      ran = resolve;
    });
    const worker = await startWorker({
      service: 'toy',
      workerUrl: database.workerUrl,
      log,
      tasks: {
        remember: async (payload) => {
          seen.push((payload as { name: string }).name);
          if ((payload as { name: string }).name === 'last') ran();
        },
      },
    });
    const add = (name: string, fail: boolean) =>
      inTransaction(source, 'every-organization', async (manager) => {
        await enqueue(manager, 'toy', { task: 'remember', payload: { name } });
        if (fail) throw new Error('rolled back');
      });
    await expect(add('never', true)).rejects.toThrow('rolled back');
    await add('last', false);
    await finished;
    await worker.stop();
    expect(seen).toEqual(['last']);
    await expect(source.query("SELECT toy_worker.add_job('remember')")).rejects.toThrow(/permission denied/);
    await expect(source.query('ALTER TABLE toy.note DISABLE ROW LEVEL SECURITY')).rejects.toThrow(/must be owner/);
  });

  it('keeps its data when the service is prepared again', async () => {
    await prepareNotes(database.adminUrl, { appPassword: 'test-app', workerPassword: 'test-worker' });
    const notes = await inTransaction(source, 'every-organization', (manager) => manager.query('SELECT id FROM note'));
    expect(notes).toEqual([{ id: 1 }]);
  });
});
