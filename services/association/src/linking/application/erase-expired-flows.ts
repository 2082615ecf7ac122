import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { forgetAccountsOfExpiredFlows } from '../store/flow.store.js';
import { forgetOldRefusedProfiles } from '../store/rejected-profile.store.js';

/** Erases the personal data of flows that have expired, and what refusals left behind for long enough. Found by what is still there: after an outage it catches up. */
export async function forgetFlows({ dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await forgetAccountsOfExpiredFlows(manager, clock.now());
    await forgetOldRefusedProfiles(manager, clock.now());
  });
}
