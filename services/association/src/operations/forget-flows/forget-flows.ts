import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { forgetAccountsOfExpiredFlows } from '../../persistence/flow.store.js';

/** Erases the personal data of flows that have expired. Found by what is still there: after an outage it catches up. */
export async function forgetFlows({ dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<void> {
  await inTransaction(dataSource, 'every-organization', (manager) =>
    forgetAccountsOfExpiredFlows(manager, clock.now()),
  );
}
