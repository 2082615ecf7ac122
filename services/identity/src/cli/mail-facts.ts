import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { countMail } from '../mail/store/mail-state.store.js';
import { withIdentity } from './with-identity.js';

/** What an operator has to know of the outbox of mail. */
export type MailFacts = {
  readonly waiting: number;
  readonly oldestSeconds: number | null;
  readonly failedInADay: number;
};

/** Reads the facts over all organizations; null where no mail server is set. */
export async function readMailFacts(run: CommandRun): Promise<MailFacts | null> {
  return withIdentity(run, async ({ deps: { clock, sendsMail }, reads }) => {
    if (!sendsMail) return null;
    const now = clock.now();
    const { waiting, failedInADay, oldestCreatedAt } = await countMail(reads, now);
    const oldestSeconds = oldestCreatedAt && (now.getTime() - oldestCreatedAt.getTime()) / 1_000;
    return { waiting, failedInADay, oldestSeconds };
  });
}
