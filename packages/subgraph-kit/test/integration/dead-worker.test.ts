import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@app/test-kit/database';
import { DataSource } from 'typeorm';
import { prepareService } from '../../src/database/prepare-service.js';
import { inTransaction } from '../../src/database/transaction.js';
import { createLog } from '../../src/processes/log.js';
import { enqueue, startWorker } from '../../src/processes/worker.js';

describe('jobs of a worker', () => {
  let database: TestDatabase;
  let source: DataSource;
  const log = createLog('test');
  log.level = 'silent';

  beforeAll(async () => {
    database = await testDatabase({
      service: 'mortal',
      prepare: (adminUrl, passwords) => prepareService({ adminUrl, service: 'mortal', migrations: [], ...passwords }),
    });
    source = await new DataSource({ type: 'postgres', url: database.appUrl, schema: 'mortal' }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('are released within seconds after kill -9, while those of living workers stay', async () => {
    await inTransaction(source, 'every-organization', (manager) =>
      enqueue(manager, 'mortal', { task: 'work', payload: {} }),
    );
    const victim = spawn(
      process.execPath,
      [fileURLToPath(new URL('hanging-worker.mjs', import.meta.url)), database.workerUrl],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    // Its library logs a line of its own first.
    for (let said = ''; !said.includes('taken'); ) said += String(await once(victim.stdout, 'data'));

    let done = () => {};
    const finished = new Promise<void>((resolve) => {
      done = resolve;
    });
    let runs = 0;
    const survivor = await startWorker({
      service: 'mortal',
      workerUrl: database.workerUrl,
      log,
      tasks: {
        work: async () => {
          runs += 1;
          done();
        },
      },
    });
    try {
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      expect(runs).toBe(0);
      victim.kill('SIGKILL');
      await finished;
      expect(runs).toBe(1);
    } finally {
      victim.kill('SIGKILL');
      await survivor.stop();
    }
  });

  it('are run when the worker did not learn that it took them, together with the queue that they hold', async () => {
    const admin = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
    const runs: string[] = [];
    let workerId: string | undefined;
    const worker = await startWorker({
      service: 'mortal',
      workerUrl: database.workerUrl,
      log,
      tasks: {
        note: async (payload) => {
          const { name } = payload as { name: string };
          runs.push(name);
          const [job] = await admin.query<{ worker: string }[]>(
            'SELECT locked_by AS worker FROM mortal_worker._private_jobs WHERE locked_by IS NOT NULL',
          );
          workerId = job?.worker;
        },
      },
    });
    const until = async (isSo: () => boolean) => {
      for (const deadline = performance.now() + 20_000; !isSo(); await new Promise((next) => setTimeout(next, 50)))
        if (performance.now() > deadline) throw new Error(`${runs.length} runs`);
    };
    try {
      await admin.query(`SELECT mortal_worker.add_job('note', '{"name":"first"}')`);
      await until(() => runs.length === 1);
      await admin.query(
        `SELECT mortal_worker.add_job('note', '{"name":"taken"}', queue_name => 'one', run_at => now() + interval '1 hour')`,
      );
      await admin.query(
        `UPDATE mortal_worker._private_jobs SET run_at = now(), attempts = 1, locked_by = $1, locked_at = now()`,
        [workerId],
      );
      await admin.query('UPDATE mortal_worker._private_job_queues SET locked_by = $1, locked_at = now()', [workerId]);
      await admin.query(`SELECT mortal_worker.add_job('note', '{"name":"behind it"}', queue_name => 'one')`);
      await until(() => runs.length === 3);
      expect(runs.toSorted()).toEqual(['behind it', 'first', 'taken']);
    } finally {
      await worker.stop();
      await admin.destroy();
    }
  });

  it('stay with it after its connection was cut, because it renews its lease at once', async () => {
    const signs = async (): Promise<number[]> => {
      const rows = await source.query<{ pid: number }[]>(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows.map(({ pid }) => pid);
    };
    const until = async (isSo: (pids: number[]) => boolean) => {
      let pids = await signs();
      for (const deadline = performance.now() + 5_000; !isSo(pids); pids = await signs()) {
        if (performance.now() > deadline) throw new Error(`${pids.length} leases`);
      }
      return pids;
    };
    const worker = await startWorker({ service: 'mortal', workerUrl: database.workerUrl, log, tasks: {} });
    try {
      const [alive] = await until((pids) => pids.length === 1);
      const admin = await new DataSource({ type: 'postgres', url: database.adminUrl }).initialize();
      await admin.query('SELECT pg_terminate_backend($1, 5000)', [alive]);
      await admin.destroy();
      expect(await until((pids) => pids.length === 1 && pids[0] !== alive)).toHaveLength(1);
    } finally {
      await worker.stop();
    }
  });
});
