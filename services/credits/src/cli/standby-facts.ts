import { type Unexaminable, withClient } from '@app/subgraph-kit/commands/with-client';
import { isReceiving, replayDelay } from '../reporting/store/standby.store.js';

/** The reporting standby: whether it follows its primary, and how far it is behind. */
export type StandbyFacts = { readonly isReceiving: boolean; readonly delaySeconds: number };

/** Reads the facts as reporting_watchdog, or says why the standby cannot be used. */
export async function readStandbyFacts(url: string): Promise<StandbyFacts | Unexaminable> {
  return withClient('REPORTING_DATABASE_URL', url, async (standby) => ({
    isReceiving: await isReceiving(standby),
    delaySeconds: await replayDelay(standby),
  }));
}
