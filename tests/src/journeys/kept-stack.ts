import type { Stack } from '@app/stack/stack';
import type { TestDatabase } from '@app/test-kit/database';

/** A running product with a database of its own, between two test files. */
type Kept = { stack: Stack; database: TestDatabase; isLent: boolean };

/** The modules of a test are loaded for each file and workspace; the process stays. */
const holder = process as { [KEPT]?: Kept };
const KEPT = Symbol.for('skill-link.kept-stack');

/**
 * A product that the test files of a process use one after the other, each with a fresh database: a start takes eleven
 * seconds of CPU. It counts no requests of callers. `stop` gives it back. It ends with the process.
 */
export async function keptStack(start: () => Promise<Omit<Kept, 'isLent'>>): Promise<Stack> {
  const found = holder[KEPT];
  if (found !== undefined && !found.isLent && (await isLikeNew(found))) return lent(found);
  const started = { ...(await start()), isLent: false };
  holder[KEPT] = started;
  return lent(started);
}

function lent(kept: Kept): Stack {
  kept.isLent = true;
  const stop = async (): Promise<void> => {
    kept.stack.endWithProcess();
    kept.isLent = false;
  };
  return { ...kept.stack, stop };
}

/** The gateway knows a caller for one second. */
const CALLER_MILLISECONDS = 1_000;

/** Brings back the data of the demonstration, and waits until the gateway has forgotten the callers of before. */
async function isLikeNew({ stack, database }: Kept): Promise<boolean> {
  try {
    await database.reset();
    const forgotten = new Promise((resolve) => setTimeout(resolve, CALLER_MILLISECONDS));
    await Promise.all([...Object.values(stack.serviceUrls).map(untilReady), forgotten]);
    return true;
  } catch {
    await stack.stop().catch(() => undefined);
    return false;
  }
}

/** A service needs a moment to connect again. */
async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + 45_000;
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (performance.now() > deadline) throw new Error(`${url} is not ready on its new database.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
