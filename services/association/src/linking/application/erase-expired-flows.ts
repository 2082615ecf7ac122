import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { recordExpiredFlows } from '../store/expired-flow.store.js';
import { eraseSecretsOfExpiredFlows } from '../store/flow.store.js';
import { deleteExpiredRejectedProfiles } from '../store/rejected-profile.store.js';

const FLOWS_AT_A_TIME = 500;

/** Records expired flows, erases their personal data, and rejected profiles that no longer limit their accounts. */
export async function eraseExpiredFlows({
  dataSource,
  clock,
}: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    await eraseSecretsOfExpiredFlows(manager, clock.now());
    await deleteExpiredRejectedProfiles(manager, clock.now());
  });
  let recorded: number;
  do {
    recorded = await inTransaction(dataSource, 'every-organization', (manager) =>
      recordExpiredFlows(manager, clock.now(), FLOWS_AT_A_TIME),
    );
  } while (recorded === FLOWS_AT_A_TIME);
}
