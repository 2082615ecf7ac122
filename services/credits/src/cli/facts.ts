import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { countUnnumberedEvents, oldestUnnumberedEvent } from '../events/store/event-list.store.js';
import { countAllWebhooks } from '../webhooks/store/webhook-counts.store.js';
import { withCredits } from './with-credits.js';

/** What an operator has to know of the work of credits. */
export type CreditsFacts = {
  readonly relay: { readonly waiting: number; readonly oldestSeconds: number | null };
  readonly webhooks: {
    readonly disabled: number;
    readonly failing: number;
    /** Seconds since which the oldest due webhook waits for a sender; null when none waits. */
    readonly lagSeconds: number | null;
  };
};

/** Reads the facts over all organizations. */
export async function readCreditsFacts(run: CommandRun): Promise<CreditsFacts> {
  return withCredits(run, async ({ deps: { clock }, reads }) => {
    const now = clock.now();
    const secondsSince = (instant: Date | null) => instant && (now.getTime() - instant.getTime()) / 1_000;
    const { disabled, failing, oldestDueAt } = await countAllWebhooks(reads, now);
    const oldestSeconds = secondsSince(await oldestUnnumberedEvent(reads));
    return {
      relay: { waiting: await countUnnumberedEvents(reads), oldestSeconds },
      webhooks: { disabled, failing, lagSeconds: secondsSince(oldestDueAt) },
    };
  });
}
