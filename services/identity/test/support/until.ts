import { setTimeout as pause } from 'node:timers/promises';

const MOST_MILLISECONDS = 20_000;

/** Waits until a condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + MOST_MILLISECONDS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The condition did not become true in time.');
    await pause(20);
  }
}
