import type { EntityManager } from 'typeorm';
import { dayOf } from '../../values/domain/day.js';
import { requiredOn } from '../domain/relevance.js';
import { updateCatalogEntries } from '../store/catalog-entry.store.js';
import type { Rules } from '../store/load-rules.js';
import { isInForce, putVersionInForce } from '../store/rule-data.store.js';

/** Puts the rule data of this process in force, and stores its catalog. The process that starts last decides. */
export async function putInForce(manager: EntityManager, rules: Rules, now: Date): Promise<void> {
  await putVersionInForce(manager, rules.catalog.version, now);
  await updateCatalog(manager, rules, now);
}

/** Updates the stored catalog to today. A process whose rule data is not in force leaves it to the others. */
export async function updateCatalog(manager: EntityManager, rules: Rules, now: Date): Promise<void> {
  if (!(await isInForce(manager, rules.catalog.version))) return;
  const day = dayOf(now);
  await updateCatalogEntries(manager, rules, { day, named: requiredOn(rules, day) });
}
