import type { Logger } from 'pino';

/**
 * Stops a process in order on SIGINT, SIGTERM or SIGHUP: each step after the one before it, a failing step does
 * not hold up the rest, and the process ends by itself or, at the latest, after ten seconds.
 */
export function stopOnTermination(log: Logger, steps: readonly (() => Promise<unknown>)[]): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 9_500).unref();
    for (const step of steps)
      await step().catch((error: Error) => log.error({ err: { message: error.message } }, 'a step of the stop failed'));
    process.exit(process.exitCode ?? 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}
