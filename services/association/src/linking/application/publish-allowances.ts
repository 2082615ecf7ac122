import type { EntityManager } from 'typeorm';
import { allowance } from '../domain/allowance.js';
import type { ChangeMetadata } from '../domain/change-metadata.js';
import { type AssociationPolicy, policyText } from '../domain/policy.js';
import { limitingStartsOf } from '../store/allowance.store.js';
import { publishAllowancesChanged } from '../store/outbox.store.js';
import {
  type AllowanceKey,
  confirmAllowances,
  lockAllowances,
  saveAllowances,
} from '../store/published-allowance.store.js';

/**
 * Publishes the next association dates of these users as far as they changed, in the transaction of the change. The
 * rows are locked before the starts are read: of two changes at once the later one sees both.
 */
export async function publishAllowances(
  manager: EntityManager,
  policy: AssociationPolicy,
  accounts: readonly AllowanceKey[],
  change: Pick<ChangeMetadata, 'at' | 'requestId'>,
): Promise<void> {
  if (accounts.length === 0) return;
  const limits = policyText(policy);
  const stored = await lockAllowances(manager, accounts);
  const starts = await limitingStartsOf(manager, stored, change.at);
  const current = stored.map((published, index) => {
    const limiting = starts[index] ?? { account: [], profile: [] };
    const { nextAssociationAt } = allowance(limiting, policy, change.at);
    const isChanged = nextAssociationAt?.getTime() !== published.nextAssociationAt?.getTime();
    return { ...published, limits, nextAssociationAt, isChanged, version: published.version + (isChanged ? 1 : 0) };
  });
  const changed = current.filter(({ isChanged }) => isChanged);
  await saveAllowances(manager, changed);
  await confirmAllowances(
    manager,
    current.map(({ id }) => id),
    limits,
  );
  await publishAllowancesChanged(manager, changed, change);
}
