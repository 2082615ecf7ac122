import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { describeError } from '@app/subgraph-kit/graphql/error-masking';
import { claimExport, exportsBeingMade, untilFirstLeaseEnds } from '../store/export-work.store.js';
import type { ExportWork } from './exports-services.js';
import { makeExport } from './make-export.js';

/** Exports that a process makes at a time: each has a connection and a thread. */
export const MOST_AT_ONCE = 2;

/** The clock of the database decides whether a lease has ended. */
const AFTER_LEASE_MILLISECONDS = 100;

/** Makes exports in this process, beside its other jobs, which must not wait for a long one. */
export type ExportMaker = {
  /** Makes what is queued; returns at once. */
  wake(): void;
  /** Hands what is being made back to the queue. */
  stop(): Promise<void>;
};

/** Starts making exports: parts that a killed process left behind are removed first. */
export function exportMaker(work: ExportWork): ExportMaker {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let wakes = 0;
  let lookAgain: NodeJS.Timeout | undefined;
  const cleaned = removeLeftParts(work).catch((error: unknown) => note(work, error));

  async function makeQueued(): Promise<void> {
    await cleaned;
    for (let seen = -1; seen !== wakes && !stopping.signal.aborted; ) {
      seen = wakes;
      for (let claimed = await claim(); claimed !== null; claimed = await claim())
        await makeExport(work, claimed, stopping.signal);
    }
    if (!stopping.signal.aborted) await lookWhenLeaseEnds();
  }

  /** The worker of a lease may have been killed: its export is taken over at once, and not by the next job. */
  async function lookWhenLeaseEnds(): Promise<void> {
    const left = await inTransaction(work.dataSource, 'every-organization', untilFirstLeaseEnds);
    clearTimeout(lookAgain);
    if (left !== null) lookAgain = setTimeout(() => maker.wake(), Math.max(left, 0) + AFTER_LEASE_MILLISECONDS);
  }

  function claim() {
    if (stopping.signal.aborted) return null;
    return inTransaction(work.dataSource, 'every-organization', (manager) => claimExport(manager, work.clock.now()));
  }

  const maker: ExportMaker = {
    wake() {
      wakes += 1;
      if (running.size >= MOST_AT_ONCE || stopping.signal.aborted) return;
      const run = makeQueued()
        .catch((error: unknown) => note(work, error))
        .finally(() => running.delete(run));
      running.add(run);
    },
    async stop() {
      stopping.abort();
      await Promise.all([...running, cleaned]);
      clearTimeout(lookAgain);
    },
  };
  return maker;
}

async function removeLeftParts({ dataSource, files }: ExportWork): Promise<void> {
  const live = await inTransaction(dataSource, 'every-organization', (manager) => exportsBeingMade(manager));
  await files.removeOtherParts(live);
}

function note({ log }: ExportWork, error: unknown): void {
  log.error({ err: describeError(error) }, 'the queue of exports could not be read; it is read again in a minute');
}
