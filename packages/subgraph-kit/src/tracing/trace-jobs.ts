import type { Task, TaskList } from 'graphile-worker';
import { continuing, isTracing } from './tracer.js';

/** Records each run of a job in the trace that enqueued it; a scheduled job begins a trace. */
export function traceJobs(tasks: TaskList): TaskList {
  if (!isTracing()) return tasks;
  const traced = (task: string, run: Task): Task => {
    const work = { name: `job ${task}`, kind: 'CONSUMER', attributes: { 'messaging.destination.name': task } } as const;
    return async (payload, helpers) => {
      const { traceparent } = (payload ?? {}) as { traceparent?: unknown };
      await continuing(work, traceparent, async () => run(payload, helpers));
    };
  };
  return Object.fromEntries(Object.entries(tasks).map(([task, run]) => [task, traced(task, run as Task)]));
}
