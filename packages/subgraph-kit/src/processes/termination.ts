import type { Logger } from 'pino';

/**
 * Stops a process on SIGINT, SIGTERM or SIGHUP. The steps run one after another, also after a failed one; the process
 * ends after at most ten seconds.
 */
export function stopOnTermination(log: Logger, steps: readonly (() => Promise<unknown>)[]): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 9_500).unref();
    for (const step of steps)
      await step().catch((error: unknown) =>
        log.error({ err: { message: (error as Error).message } }, 'a step of the shutdown failed'),
      );
    process.exit(process.exitCode ?? 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}
