import type { CredentialList } from '../../rules/domain/credential-list.js';
import { figuresInForce } from '../../rules/domain/partner-figure.js';
import type { Area, RuleSet } from '../../rules/domain/rule-set.js';
import { compare, type Fraction } from '../../values/domain/fraction.js';
import { type AreaOutcome, type ScoreFacts, scoreArea } from './designation.js';
import { enoughPeople } from './enough-people.js';

/** The goal of a path: attain the designation, reach the maximum of skilling, or a number of skilling points. */
export type PathGoal =
  | { readonly kind: 'ATTAINED' }
  | { readonly kind: 'MAXIMUM' }
  | { readonly kind: 'POINTS'; readonly points: Fraction };

export type PathFacts = Omit<ScoreFacts, 'ruleSets'>;

/** A list that lacks holders, and the number that changes a score. */
export type MissingHolders = { readonly list: CredentialList; readonly missing: number };

export function isReached(goal: PathGoal, outcome: AreaOutcome): boolean {
  if (goal.kind === 'ATTAINED') return outcome.attained;
  return compare(outcome.skillingPoints, goal.kind === 'MAXIMUM' ? outcome.skillingMax : goal.points) >= 0;
}

/** Lists of these areas that lack holders, in the order of the rules, without duplicates. */
export function missingHolders(areas: readonly Area[], { on, holders }: PathFacts): MissingHolders[] {
  const byList = new Map<string, MissingHolders>();
  for (const { list, people } of areas.flatMap((area) => enoughPeople(area, on))) {
    const missing = Math.max(people - holders(list), byList.get(list.id)?.missing ?? 0);
    if (missing > 0) byList.set(list.id, { list, missing });
  }
  return [...byList.values()];
}

/** The score of an area by numbers of new holders of the lists. */
export function scoreByAdded(area: Area, ruleSet: RuleSet, facts: PathFacts, lists: readonly MissingHolders[]) {
  const figures = figuresInForce(facts.figures, area, facts.on);
  const input = { ...facts, ruleSet, facts: new Map(figures.map(({ metric, value }) => [metric, value])) };
  const positions = new Map(lists.map(({ list }, index) => [list.id, index]));
  return (added: readonly number[]): AreaOutcome => {
    const holders: PathFacts['holders'] = (list) => facts.holders(list) + (added[positions.get(list.id) ?? -1] ?? 0);
    return scoreArea(area, { ...input, holders, withoutGaps: true });
  };
}

/** For every combination of new holders of the lists of an area: whether its goal is reached. */
export class ReachedTable {
  /** Indices of the lists of the area among all. */
  readonly #positions: readonly number[];
  readonly #most: readonly number[];
  readonly #reached: readonly boolean[];

  constructor(area: Area, ruleSet: RuleSet, facts: PathFacts, lists: readonly MissingHolders[], goal: PathGoal) {
    const own = new Map(
      enoughPeople(area, facts.on).map(({ list, people }) => [list.id, people - facts.holders(list)]),
    );
    this.#positions = lists.flatMap(({ list }, index) => ((own.get(list.id) ?? 0) > 0 ? [index] : []));
    this.#most = this.#positions.map((index) => own.get(lists[index]?.list.id ?? '') ?? 0);
    const mine = this.#positions.flatMap((index) => lists[index] ?? []);
    const score = scoreByAdded(area, ruleSet, facts, mine);
    this.#reached = this.#vectors().map((added) => isReached(goal, score(added)));
  }

  /** Whether holders of the list at an index change the area. */
  counts(position: number): boolean {
    return this.#positions.includes(position);
  }

  /** Whether the goal is reached with these numbers of new holders. */
  has(added: readonly number[]): boolean {
    const own = this.#positions.map((position, index) => Math.min(added[position] ?? 0, this.#most[index] ?? 0));
    return this.#reached[this.#indexOf(own)] ?? false;
  }

  /** The minimal numbers of new holders from which on the goal stays reached with any addition. */
  least(lists: number): number[][] {
    const vectors = this.#vectors();
    const stays = this.#reached.slice();
    for (let index = vectors.length - 1; index >= 0; index -= 1) {
      stays[index] &&= this.#neighbors(vectors[index] ?? [], 1).every((above) => stays[this.#indexOf(above)]);
    }
    const least = vectors.filter(
      (vector, index) => stays[index] && this.#neighbors(vector, -1).every((below) => !stays[this.#indexOf(below)]),
    );
    return least.map((vector) => {
      const all = Array<number>(lists).fill(0);
      this.#positions.forEach((position, index) => {
        all[position] = vector[index] ?? 0;
      });
      return all;
    });
  }

  /** Every combination of numbers, the last list varying fastest: `#indexOf` gives the index of a combination. */
  #vectors(): number[][] {
    return this.#most.reduce<number[][]>(
      (vectors, most) => vectors.flatMap((one) => Array.from({ length: most + 1 }, (_, count) => [...one, count])),
      [[]],
    );
  }

  #indexOf(vector: readonly number[]): number {
    return vector.reduce((index, count, list) => index * ((this.#most[list] ?? 0) + 1) + count, 0);
  }

  #neighbors(vector: readonly number[], step: 1 | -1): number[][] {
    return vector.flatMap((count, list) => {
      const next = count + step;
      return next < 0 || next > (this.#most[list] ?? 0) ? [] : [vector.with(list, next)];
    });
  }
}
