import { bitsOf, type Candidate } from './bundle.js';
import { type Cover, EXAM, type Taken } from './cheapest-cover.js';
import type { Offer } from './offer.js';

/** Lists that are covered together, and the offers that cover them. */
export type ListGroup = { readonly lists: readonly number[]; readonly offers: readonly Offer[] };

type GroupCover<Person> = { readonly lists: readonly number[]; readonly cover: Cover<Person> };

/** Groups lists that share a credential or a prerequisite: other lists never make each other cheaper. */
export function connectedLists(count: number, offers: readonly Offer[]): ListGroup[] {
  const byCode = new Map(offers.map((offer) => [offer.code, offer]));
  const withNeeds = (offer: Offer): Set<Offer> => {
    const all = new Set([offer]);
    for (const one of all)
      for (const code of one.needs) {
        const needed = byCode.get(code);
        if (needed) all.add(needed);
      }
    return all;
  };
  let groups = Array.from({ length: count }, (_, list) => new Set([list]));
  for (const offer of offers) {
    const lists = new Set([...withNeeds(offer)].flatMap((one) => one.lists));
    const touched = groups.filter((group) => [...lists].some((list) => group.has(list)));
    if (touched.length < 2) continue;
    groups = [...groups.filter((group) => !touched.includes(group)), new Set(touched.flatMap((group) => [...group]))];
  }
  return groups.map((group) => {
    const serving = offers.filter((offer) => offer.lists.some((list) => group.has(list)));
    const needed = new Set(serving.flatMap((offer) => [...withNeeds(offer)]));
    return { lists: [...group].sort((a, b) => a - b), offers: offers.filter((offer) => needed.has(offer)) };
  });
}

/**
 * The cheapest way to meet one demand of each area, group by group: fewest exams, then fewest people when a person
 * takes part in every group. Undefined when a demand cannot be met.
 */
export function leastTogether<Person>(
  covers: readonly GroupCover<Person>[],
  demands: readonly (readonly (readonly number[])[])[],
): (readonly Taken<Person>[])[] | undefined {
  let [least, found] = [Number.POSITIVE_INFINITY, undefined as readonly number[] | undefined];
  const statesFor = (demand: readonly number[]) =>
    covers.map(({ lists, cover }) => cover.atLeast(lists.map((list) => demand[list] ?? 0)));
  const search = (area: number, demand: readonly number[]): void => {
    const states = statesFor(demand);
    const costs = covers.map(({ cover }, group) => cover.cost(states[group] ?? 0));
    const exams = costs.reduce((sum, cost) => sum + Math.floor(cost / EXAM), 0);
    // More demands never cost less: a branch that is no better is pruned.
    const cost = exams * EXAM + Math.max(0, ...costs.map((one) => one % EXAM));
    if (!(cost < least)) return;
    const next = demands[area];
    if (next === undefined) {
      [least, found] = [cost, states];
      return;
    }
    for (const one of next)
      search(
        area + 1,
        demand.map((count, list) => Math.max(count, one[list] ?? 0)),
      );
  };
  search(0, demands[0]?.[0]?.map(() => 0) ?? []);
  return found && covers.map(({ cover }, group) => cover.taken(found?.[group] ?? 0));
}

/**
 * Joins the covers of groups into one plan: each person appears once, and new people take part in as many groups as
 * possible.
 */
export function onePlan<Person extends Candidate>(
  groups: readonly (readonly Taken<Person>[])[],
  servedBy: (person: Person) => number,
  offers: readonly Offer[],
): Taken<Person>[] {
  const byCode = new Map(offers.map((offer) => [offer.code, offer]));
  const fits = (person: Person | undefined, earned: readonly Offer[]) =>
    person === undefined ||
    earned.every(({ code, source }) => {
      const lists = bitsOf(byCode.get(code)?.lists ?? []);
      return !person.held.has(code) && person.sources?.has(source) !== false && (servedBy(person) & lists) === 0;
    });
  const plan: Taken<Person>[] = [];
  for (const group of [...groups].sort((a, b) => b.length - a.length)) {
    const busy = new Set<number>();
    const colleaguesFirst = [...group].sort((a, b) => Number(b.person !== undefined) - Number(a.person !== undefined));
    for (const { person, offers: earned } of colleaguesFirst) {
      const same = plan.findIndex((one) => person !== undefined && one.person === person);
      const free = plan.findIndex((one, index) => {
        if (busy.has(index)) return false;
        return person === undefined ? fits(one.person, earned) : one.person === undefined && fits(person, one.offers);
      });
      const at = same >= 0 ? same : free >= 0 ? free : plan.length;
      busy.add(at);
      const before = plan[at];
      plan[at] = { person: person ?? before?.person, offers: [...(before?.offers ?? []), ...earned] };
    }
  }
  return plan;
}
