import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { recalculateHoldings } from '../../holdings/store/holding.store.js';
import type { PersonKey } from '../../holdings/store/recalculation-queue.store.js';
import { publishCreditChanges } from './publish-credit-changes.js';

/** Recalculates the holdings of these people and records events about their credits, in one transaction. Idempotent. */
export async function recalculatePeople(
  manager: EntityManager,
  { rules }: Pick<Dependencies, 'rules'>,
  people: readonly PersonKey[],
  now: Date,
): Promise<void> {
  await recalculateHoldings(manager, rules.catalog, people, now);
  await publishCreditChanges(manager, { rules, now }, people);
}
