import { type Bundle, bundlesOf, type Candidate, NEWCOMER } from './bundle.js';
import type { Offer } from './offer.js';

/** A person of a cover and the bundle that the person earns; undefined: a new person. */
export type Taken<Person> = { readonly person: Person | undefined; readonly offers: readonly Offer[] };

/** Compares by exams, then by people. */
export type Cover<Person> = {
  /** Number of states: combinations of numbers of new holders, each up to what is missing; the first state has none. */
  readonly size: number;
  /** Numbers of new holders by list at a state. */
  readonly added: (state: number) => readonly number[];
  /** Cost of a state; infinite when it cannot be reached. */
  readonly cost: (state: number) => number;
  /** The cheapest state with at least as many holders of each list. */
  readonly atLeast: (holders: readonly number[]) => number;
  readonly taken: (state: number) => readonly Taken<Person>[];
};

/** One exam outweighs any number of people. */
export const EXAM = 1_024;

/**
 * The cheapest way to each number of new holders, by dynamic programming over people: each person of the organization
 * earns at most one bundle; new people are unlimited.
 */
export function cheapestCover<Person extends Candidate>(
  missing: readonly number[],
  offers: readonly Offer[],
  people: readonly { readonly person: Person; readonly served: number }[],
): Cover<Person> {
  const strides = missing.map((_most, list) =>
    missing.slice(list + 1).reduce((product, more) => product * (more + 1), 1),
  );
  const size = missing.reduce((product, most) => product * (most + 1), 1);
  const lists = missing.length;
  const counts = new Uint16Array(size * lists);
  for (let state = 0; state < size; state += 1) {
    for (let list = 0; list < lists; list += 1) {
      counts[state * lists + list] = Math.floor(state / (strides[list] ?? 1)) % ((missing[list] ?? 0) + 1);
    }
  }
  const best = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  best[0] = 0;
  // New people come first: a person of the organization is used only where that saves exams.
  const layers = [layer(undefined, bundlesOf(NEWCOMER, offers, 0), best)];
  for (const { person, served } of peopleWhoSave(missing, offers, people)) {
    layers.push(layer(person, bundlesOf(person, offers, served), best.slice()));
  }
  const cheapest = cheapestAbove();

  return {
    size,
    added: (state) => [...counts.subarray(state * lists, (state + 1) * lists)],
    cost: (state) => best[state] ?? Number.POSITIVE_INFINITY,
    atLeast: (holders) => cheapest[indexOf(holders)] ?? 0,
    taken: (state) => {
      const taken: Taken<Person>[] = [];
      let at = state;
      for (const { person, bundles, from, by } of layers.toReversed()) {
        while ((by[at] ?? -1) >= 0) {
          taken.unshift({ person, offers: bundles[by[at] ?? 0]?.offers ?? [] });
          at = from[at] ?? 0;
          if (person !== undefined) break;
        }
      }
      return taken;
    },
  };

  /** Adds a bundle to the states of `before`, for one person or, without a person, any number of new people. */
  function layer(person: Person | undefined, bundles: readonly Bundle[], before: Float64Array) {
    const [from, by] = [new Int32Array(size), new Int16Array(size).fill(-1)];
    const listsOf = bundles.map((bundle) =>
      missing.flatMap((_most, list) => ((bundle.lists >> list) & 1 ? [list] : [])),
    );
    for (let state = 0; state < size; state += 1) {
      const cost = before[state] ?? Number.POSITIVE_INFINITY;
      if (cost === Number.POSITIVE_INFINITY) continue;
      bundles.forEach((bundle, index) => {
        let next = state;
        for (const list of listsOf[index] ?? []) {
          if ((counts[state * lists + list] ?? 0) < (missing[list] ?? 0)) next += strides[list] ?? 0;
        }
        const more = cost + bundle.exams * EXAM + 1;
        if (next === state || more >= (best[next] ?? 0)) return;
        best[next] = more;
        from[next] = state;
        by[next] = index;
      });
    }
    return { person, bundles, from, by };
  }

  function indexOf(holders: readonly number[]): number {
    return holders.reduce(
      (index, count, list) => index + Math.min(count, missing[list] ?? 0) * (strides[list] ?? 0),
      0,
    );
  }

  function cheapestAbove(): Int32Array {
    const positions = new Int32Array(size);
    for (let state = size - 1; state >= 0; state -= 1) {
      positions[state] = state;
      missing.forEach((most, list) => {
        if ((counts[state * lists + list] ?? 0) >= most) return;
        const above = positions[state + (strides[list] ?? 0)] ?? state;
        if ((best[above] ?? 0) < (best[positions[state] ?? 0] ?? 0)) positions[state] = above;
      });
    }
    return positions;
  }
}

/**
 * People whom a new person cannot replace, as a prerequisite that they hold saves exams. Each prerequisite uses no more
 * people than holders are missing, so that interchangeable people are left out.
 */
function peopleWhoSave<Person extends Candidate>(
  missing: readonly number[],
  offers: readonly Offer[],
  people: readonly { readonly person: Person; readonly served: number }[],
) {
  const guarded = offers.filter(({ needs }) => needs.length > 0);
  const most = missing.reduce((sum, count, list) => {
    return guarded.some((offer) => offer.lists.includes(list)) ? sum + count : sum;
  }, 0);
  const able = people.flatMap(({ person, served }) => {
    const { held, sources } = person;
    const saves = guarded.filter(
      ({ code, needs, source }) =>
        !held.has(code) && sources?.has(source) !== false && needs.some((needed) => held.has(needed)),
    );
    return saves.length === 0 ? [] : [{ person, served, saves: new Set(saves) }];
  });
  const kept: typeof able = [];
  for (const one of able.sort((a, b) => bitsIn(a.served) - bitsIn(b.served) || b.saves.size - a.saves.size)) {
    const better = kept.filter(
      ({ person, served, saves }) =>
        (served & ~one.served) === 0 &&
        [...one.saves].every((offer) => saves.has(offer)) &&
        [...(one.person.sources ?? [])].every((source) => person.sources?.has(source) !== false),
    );
    if (better.length < most) kept.push(one);
  }
  return kept;
}

function bitsIn(bits: number): number {
  let [rest, count] = [bits, 0];
  for (; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
