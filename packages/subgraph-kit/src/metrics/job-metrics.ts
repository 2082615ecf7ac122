import type { Task, TaskList } from 'graphile-worker';
import { escapeIdentifier, type Pool } from 'pg';
import { Gauge } from 'prom-client';
import { resilientPool } from '../database/pool.js';
import type { GaugesOf, ProcessMetrics } from './process-metrics.js';
import { durations } from './request-metrics.js';

type TaskState = { task: string; ready: number; running: number; later: number; failed: number; oldest: number };

/**
 * Gauges of the queue of a service, by task; the tasks are those of the code. The pool is for them alone, so that they are
 * read while all workers are busy, or when none runs.
 */
function queueGauges(pool: Pool, service: string): GaugesOf {
  const queue = escapeIdentifier(`${service}_worker`);
  return (registers) => {
    const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames: ['task'], registers });
    const gauges = {
      ready: gauge('jobs_ready', 'Jobs that are due and wait for a worker.'),
      running: gauge('jobs_running', 'Jobs that a worker runs.'),
      later: gauge('jobs_scheduled', 'Jobs that are due later, retries included.'),
      failed: gauge('jobs_failed', 'Jobs that failed as often as they may, and stay in the queue.'),
      oldest: gauge(
        'jobs_oldest_seconds',
        'For how long the oldest due job has waited for a worker; 0 when none waits.',
      ),
    };
    return async () => {
      const { rows } = await pool.query<TaskState>(
        `SELECT task.identifier AS task,
           count(*) FILTER (WHERE job.is_available AND job.run_at <= now() AND job.locked_at IS NULL)::int AS ready,
           count(*) FILTER (WHERE job.locked_at IS NOT NULL)::int AS running,
           count(*) FILTER (WHERE job.attempts < job.max_attempts AND job.run_at > now() AND job.locked_at IS NULL)::int AS later,
           count(*) FILTER (WHERE job.attempts >= job.max_attempts AND job.locked_at IS NULL)::int AS failed,
           coalesce(extract(epoch FROM now() - min(job.run_at) FILTER (
             WHERE job.is_available AND job.run_at <= now() AND job.locked_at IS NULL)), 0)::float8 AS oldest
         FROM ${queue}._private_tasks AS task LEFT JOIN ${queue}._private_jobs AS job ON job.task_id = task.id
         GROUP BY task.identifier`,
      );
      for (const { task, ...state } of rows)
        for (const [name, metric] of Object.entries(gauges)) metric.set({ task }, state[name as keyof typeof gauges]);
    };
  };
}

/** Measures the queue of a service; `stop` ends its connection. */
export function measureQueue(
  metrics: ProcessMetrics,
  { service, workerUrl }: { readonly service: string; readonly workerUrl: string },
): { stop(): Promise<void> } {
  const pool = resilientPool({
    connectionString: workerUrl,
    max: 1,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 3_000,
  });
  metrics.addSource('queue', queueGauges(pool, service));
  return { stop: () => pool.end() };
}

/** Measures each run of a job, by task and outcome. */
export function measuredTasks(tasks: TaskList, metrics: ProcessMetrics): TaskList {
  const observe = durations(metrics.registers, {
    name: 'job_seconds',
    help: 'Runs of jobs by task and outcome: done, or failed (retried, or left in the queue).',
    labelNames: ['task', 'outcome'],
  });
  const measured = (task: string, run: Task): Task => {
    return async (payload, helpers) => {
      const began = performance.now();
      const ended = (outcome: 'done' | 'failed') => observe({ task, outcome }, (performance.now() - began) / 1_000);
      try {
        const result = await run(payload, helpers);
        ended('done');
        return result;
      } catch (error) {
        ended('failed');
        throw error;
      }
    };
  };
  return Object.fromEntries(Object.entries(tasks).map(([task, run]) => [task, measured(task, run as Task)]));
}
