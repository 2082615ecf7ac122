import { EventEmitter } from 'node:events';
import { parseCrontab, run, type TaskList, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker';
import { escapeIdentifier } from 'pg';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { resilientPool } from '../database/pool.js';
import { measuredTasks } from '../metrics/job-metrics.js';
import type { ProcessMetrics } from '../metrics/process-metrics.js';
import { traceJobs } from '../tracing/trace-jobs.js';
import { traceHeaders } from '../tracing/tracer.js';
import { WorkerHeartbeat } from './worker-heartbeat.js';

/** A job that runs at least once, after its transaction commits. A job key replaces a waiting job of the same key. */
export type Job = { task: string; payload: object; jobKey?: string; runAt?: Date };

/** Adds a job inside the writing transaction; it exists only if the transaction commits. */
export async function enqueue(manager: EntityManager, service: string, job: Job): Promise<void> {
  await manager.query(`SELECT ${escapeIdentifier(service)}.enqueue($1, $2, $3, $4, NULL)`, [
    job.task,
    JSON.stringify({ ...job.payload, ...traceHeaders() }),
    job.jobKey ?? null,
    job.runAt ?? null,
  ]);
}

/** Adds many jobs in one statement, each with its own job key. */
export async function enqueueAll(
  manager: EntityManager,
  service: string,
  jobs: readonly (Omit<Job, 'runAt'> & { jobKey: string })[],
): Promise<void> {
  if (jobs.length === 0) return;
  const trace = traceHeaders();
  const traced = jobs.map((job) => ({ ...job, payload: { ...job.payload, ...trace } }));
  await manager.query(`SELECT ${escapeIdentifier(service)}.enqueue_all($1::json)`, [JSON.stringify(traced)]);
}

/** Concurrent jobs of one process; its pool has two more connections. */
const CONCURRENCY = 4;

/** Starts the job worker of a service; `stop` lets running jobs finish. */
export async function startWorker(options: {
  service: string;
  workerUrl: string;
  tasks: TaskList;
  crontab?: string;
  log: Logger;
  metrics?: ProcessMetrics;
}): Promise<{ stop(): Promise<void> }> {
  const { metrics, tasks } = options;
  const pool = resilientPool({ connectionString: options.workerUrl, max: 6 }, options.log);
  metrics?.addPool('jobs', pool);
  const heartbeat = new WorkerHeartbeat(options.workerUrl, options.service, options.log);
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => heartbeat.add(workerPool.id));
  events.on('job:start', ({ job }) => heartbeat.begin(job));
  const runner = await run({
    events,
    pgPool: pool,
    schema: `${options.service}_worker`,
    taskList: traceJobs(metrics === undefined ? tasks : measuredTasks(tasks, metrics)),
    parsedCronItems: parseCrontab(options.crontab ?? ''),
    concurrency: CONCURRENCY,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: workerLogger(options.log),
  });
  heartbeat.start();
  // A worker ends by itself only after losing its database permanently; the process must not continue without jobs.
  let stopping = false;
  runner.promise.then(
    () => !stopping && failProcess(options.log),
    () => !stopping && failProcess(options.log),
  );
  return {
    async stop() {
      stopping = true;
      await runner.stop().catch(() => undefined);
      await heartbeat.stop();
      await pool.end();
    },
  };
}

function failProcess(log: Logger): void {
  log.fatal('the worker ended; the process ends so that its supervisor starts it again');
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

/** Passes on errors and warnings of graphile-worker; job payloads stay out of the log. */
function workerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
  });
}
