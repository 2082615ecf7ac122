import { randomUUID } from 'node:crypto';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { publishAllowances } from '../../linking/application/publish-allowances.js';
import { policyText } from '../../linking/domain/policy.js';
import { listOutdatedAllowances } from '../../linking/store/published-allowance.store.js';

const ALLOWANCES_AT_A_TIME = 500;

/** Publishes the next dates again that follow from other limits than those in force. */
export async function recalculateAllowances({
  dataSource,
  clock,
  policy,
}: Pick<Dependencies, 'dataSource' | 'clock' | 'policy'>): Promise<void> {
  const change = { at: clock.now(), requestId: randomUUID() };
  for (;;) {
    const found = await inTransaction(dataSource, 'every-organization', async (manager) => {
      const outdated = await listOutdatedAllowances(manager, policyText(policy), ALLOWANCES_AT_A_TIME);
      await publishAllowances(manager, policy, outdated, change);
      return outdated.length;
    });
    if (found < ALLOWANCES_AT_A_TIME) return;
  }
}
