import { listedOn } from '../../rules/domain/credential-list.js';
import type { Area, RuleSet } from '../../rules/domain/rule-set.js';
import { add, type Fraction, ZERO } from '../../values/domain/fraction.js';
import { bitsOf, type Candidate } from './bundle.js';
import { type Cover, cheapestCover, type Taken } from './cheapest-cover.js';
import { connectedLists, leastTogether, onePlan } from './combined-cover.js';
import { type Offer, offersFor } from './offer.js';
import {
  type MissingHolders,
  missingHolders,
  type PathFacts,
  type PathGoal,
  ReachedTable,
  scoreByAdded,
} from './path-goal.js';

/** A linked person of the organization who can take a part of the path. */
export type Colleague = Candidate & { readonly personRef: string };

/** A credential that a person earns. */
export type PathStep = {
  /** Undefined: a new person. */
  readonly colleague: Colleague | undefined;
  /** Index of the person among those of the path. */
  readonly person: number;
  readonly offer: Offer;
  /** Skilling points of all requested designations together, after this step. */
  readonly skillingPoints: Fraction;
};

export type Path = { readonly steps: readonly PathStep[]; readonly exams: number; readonly people: number };

/**
 * Maximum of lists and states that are covered together; above it, lists without a common credential are covered
 * separately.
 */
const AT_ONCE = { lists: 8, states: 4_000 };

/**
 * The path with the fewest exams, then the fewest people, to the goal of all areas at once; undefined when there is
 * none. Missing prerequisites are steps. Exams are always minimal, people as long as the lists are covered together.
 */
export function cheapestPath(
  areas: readonly Area[],
  ruleSet: RuleSet,
  facts: PathFacts,
  goal: PathGoal,
  colleagues: readonly Colleague[],
  atOnce = AT_ONCE,
): Path | undefined {
  const lists = missingHolders(areas, facts);
  const offers = offersFor(
    lists.map(({ list }) => list),
    facts.catalog,
    facts.on,
  );
  const tables = areas.map((area) => new ReachedTable(area, ruleSet, facts, lists, goal));
  const people = colleagues.map((person) => ({ person, served: servedBy(person, lists, facts) }));
  const states = lists.reduce((product, { missing }) => product * (missing + 1), 1);
  if (lists.length <= atOnce.lists && states <= atOnce.states) {
    const cover = cheapestCover(
      lists.map(({ missing }) => missing),
      offers,
      people,
    );
    const state = cheapestReached(cover, tables);
    return state === undefined ? undefined : pathOf(cover.taken(state));
  }
  const covers = connectedLists(lists.length, offers).map((group) => coverOf(group));
  const plan = leastTogether(
    covers,
    tables.map((table) => table.least(lists.length)),
  );
  return plan && pathOf(onePlan(plan, (person) => servedBy(person, lists, facts), offers));

  function coverOf(group: { readonly lists: readonly number[]; readonly offers: readonly Offer[] }) {
    const local = (positions: readonly number[]) =>
      positions.flatMap((position) => (group.lists.includes(position) ? [group.lists.indexOf(position)] : []));
    const cover = cheapestCover(
      group.lists.map((position) => lists[position]?.missing ?? 0),
      group.offers.map((offer) => ({ ...offer, lists: local(offer.lists) })),
      people.map(({ person, served }) => {
        const own = group.lists.filter((position) => (served >> position) & 1);
        return { person, served: bitsOf(local(own)) };
      }),
    );
    return { lists: group.lists, cover };
  }

  function pathOf(anonymous: readonly Taken<Colleague>[]): Path {
    const taken = withNames(anonymous);
    const steps = inOrder(taken, offers);
    const added = lists.map(() => 0);
    const scores = areas.map((area) => scoreByAdded(area, ruleSet, facts, lists));
    let points: Fraction[] = [];
    const served = taken.map(({ person }) => (person ? servedBy(person, lists, facts) : 0));
    const withPoints = steps.map(({ person, offer }): PathStep => {
      for (const list of offer.lists) {
        if (((served[person] ?? 0) >> list) & 1) continue;
        added[list] = (added[list] ?? 0) + 1;
      }
      served[person] = (served[person] ?? 0) | bitsOf(offer.lists);
      points = scores.map((score, area) => {
        const before = points[area];
        const isServed = before === undefined || offer.lists.some((list) => tables[area]?.counts(list));
        return isServed ? score(added).skillingPoints : before;
      });
      return { colleague: taken[person]?.person, person, offer, skillingPoints: points.reduce(add, ZERO) };
    });
    const exams = steps.reduce((sum, { offer }) => sum + offer.exams, 0);
    return { steps: withPoints, exams, people: taken.length };
  }

  /** Replaces new people by linked people who hold none of what the new person earns. */
  function withNames(taken: readonly Taken<Colleague>[]): Taken<Colleague>[] {
    const used = new Set(taken.map(({ person }) => person));
    return taken.map(({ person, offers: earned }) => {
      if (person) return { person, offers: earned };
      const codes = earned.map(({ code }) => code);
      const lists = bitsOf(offers.filter(({ code }) => codes.includes(code)).flatMap((offer) => offer.lists));
      const named = people.find(
        (one) =>
          !used.has(one.person) &&
          (one.served & lists) === 0 &&
          earned.every(({ code, source }) => !one.person.held.has(code) && one.person.sources?.has(source) !== false),
      );
      used.add(named?.person);
      return { person: named?.person, offers: earned };
    });
  }
}

function servedBy({ held }: Candidate, lists: readonly MissingHolders[], { on }: PathFacts): number {
  return bitsOf(lists.flatMap(({ list }, index) => (listedOn(list, on).some((code) => held.has(code)) ? [index] : [])));
}

function cheapestReached(cover: Cover<Colleague>, tables: readonly ReachedTable[]): number | undefined {
  let found: number | undefined;
  for (let state = 0; state < cover.size; state += 1) {
    const least = found === undefined ? Number.POSITIVE_INFINITY : cover.cost(found);
    if (cover.cost(state) < least && tables.every((table) => table.has(cover.added(state)))) found = state;
  }
  return found;
}

/**
 * Orders steps by the first list that a credential serves, gates before the steps that they open, prerequisites before
 * their credentials.
 */
function inOrder(taken: readonly Taken<Colleague>[], offers: readonly Offer[]): { person: number; offer: Offer }[] {
  const all = taken.flatMap(({ offers: earned }, person) => {
    const codes = new Set(earned.map(({ code }) => code));
    const own = offers.filter(({ code }) => codes.has(code));
    const first = (offer: Offer): number =>
      Math.min(...offer.lists, ...own.filter(({ needs }) => needs.includes(offer.code)).map(first));
    return own.map((offer) => ({ person, offer, first: first(offer), rank: offers.indexOf(offer) }));
  });
  return all.sort((a, b) => a.first - b.first || a.rank - b.rank || a.person - b.person);
}
