import { type CredentialList, listOf } from './credential-list.js';
import { type Day, isWithin } from './day.js';
import { divide, isPositive, roundUp } from './fraction.js';
import type { Area } from './rule-set.js';
import { stepsOfArea } from './what-if.js';

/** A list that an area asks for, and with how many holders nobody more changes anything, on either track. */
export type Enough = { readonly list: CredentialList; readonly people: number };

/**
 * The lists of an area with the number of holders that is enough: a gate has its people, a step pays its cap or, alone, all
 * of its metric. One holder more or fewer above it never changes a score.
 */
export function enoughPeople(area: Area, on: Day): Enough[] {
  const byList = new Map<string, Enough>();
  for (const { step, max } of stepsOfArea(area, (one) => isWithin(on, one))) {
    const list = listOf(step.anyOf);
    const paying = isPositive(step.perPerson) ? roundUp(divide(step.cap ?? max, step.perPerson)) : 0;
    const people = Math.max(step.people, paying, byList.get(list.id)?.people ?? 0);
    byList.set(list.id, { list, people });
  }
  return [...byList.values()];
}
