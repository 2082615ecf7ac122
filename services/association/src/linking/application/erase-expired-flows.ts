import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { eraseSecretsOfExpiredFlows } from '../store/flow.store.js';
import { deleteExpiredRejectedProfiles } from '../store/rejected-profile.store.js';

/** Erases the personal data of expired flows, and rejected profiles that no longer limit their accounts. */
export async function eraseExpiredFlows({
  dataSource,
  clock,
}: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await eraseSecretsOfExpiredFlows(manager, clock.now());
    await deleteExpiredRejectedProfiles(manager, clock.now());
  });
}
