import { type CredentialList, listOf } from '../../rules/domain/credential-list.js';
import { type Area, isInForceWithin, type RuleSet, type Step } from '../../rules/domain/rule-set.js';
import { type Day, isWithin } from '../../values/domain/day.js';
import { divide, isPositive, roundUp } from '../../values/domain/fraction.js';
import { stepsOfArea } from './what-if.js';

/** A list of an area, and the number of holders above which another one changes no score on either track. */
export type Enough = { readonly list: CredentialList; readonly people: number };

/**
 * The lists of an area with the number of holders that is enough: a gate has its people, a step reaches its cap or,
 * alone, the maximum of its metric.
 */
export function enoughPeople(area: Area, on: Day): Enough[] {
  return enoughOf(area, (step) => isWithin(on, step));
}

/** The same for steps that are in force on some day of a range, both ends included. */
function enoughPeopleWithin(area: Area, from: Day, through: Day): Enough[] {
  return enoughOf(area, (step) => (step.from ?? from) <= through && (step.until == null || step.until > from));
}

function enoughOf(area: Area, inForce: (step: Step) => boolean): Enough[] {
  const byList = new Map<string, Enough>();
  for (const { step, max } of stepsOfArea(area, inForce)) {
    const list = listOf(step.anyOf);
    const paying = isPositive(step.perPerson) ? roundUp(divide(step.cap ?? max, step.perPerson)) : 0;
    const people = Math.max(step.people, paying, byList.get(list.id)?.people ?? 0);
    byList.set(list.id, { list, people });
  }
  return [...byList.values()];
}

/** Every list of the rules of a range of days, with the largest number of holders that is enough for one of them. */
export function listsWithin(ruleSets: readonly RuleSet[], from: Day, through: Day): Map<string, Enough> {
  const lists = new Map<string, Enough>();
  for (const { areas } of ruleSets.filter((one) => isInForceWithin(one, from, through))) {
    for (const { list, people } of areas.flatMap((area) => enoughPeopleWithin(area, from, through))) {
      lists.set(list.id, { list, people: Math.max(people, lists.get(list.id)?.people ?? 0) });
    }
  }
  return lists;
}
