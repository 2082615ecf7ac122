import { listedOn } from './credential-list.js';
import { type DesignationOutcome, type ScoreFacts, scoreDesignation } from './designation.js';
import { enoughPeople } from './enough-people.js';
import { compare, type Fraction } from './fraction.js';
import type { Area, RuleSet } from './rule-set.js';
import { earnable } from './what-if.js';

/** One new holder of one credential, and how many skilling points the designation has with them. */
export type PathStep = {
  readonly credentialCode: string;
  readonly skillingPoints: Fraction;
  /** Somebody who holds one of these already would add less. */
  readonly notHolding: ReadonlySet<string>;
};

type Move = { readonly credentialCode: string; readonly lists: readonly number[] };
type Node = { readonly added: readonly number[]; readonly by: { readonly move: Move; readonly from: Node } | null };

/**
 * The fewest new pairs of a person and a credential that bring a designation to so many skilling points; undefined where none
 * do. Somebody who serves none of the lists yet adds at least as much as anybody else, so that people need no search: only the
 * numbers of holders do, each up to the number that is enough.
 */
export function cheapestPath(
  area: Area,
  ruleSet: RuleSet,
  facts: Omit<ScoreFacts, 'ruleSets'>,
  goal: Fraction,
): PathStep[] | undefined {
  const { on, catalogue, holders } = facts;
  const lists = enoughPeople(area, on).map(({ list, people }) => {
    const missing = Math.max(0, people - holders(list));
    return { list, missing, earnable: missing > 0 ? earnable(list, catalogue, on) : [] };
  });
  const outcomeOf = (node: Node): DesignationOutcome => {
    const added = new Map(lists.map(({ list }, index) => [list.id, node.added[index] ?? 0]));
    const more: ScoreFacts['holders'] = (list) => holders(list) + (added.get(list.id) ?? 0);
    return scoreDesignation(area, ruleSet, { ...facts, holders: more });
  };
  const moves = distinctMoves(lists.map((one) => one.earnable));
  let frontier: Node[] = [{ added: lists.map(() => 0), by: null }];
  const seen = new Set(frontier.map(({ added }) => added.join()));
  while (frontier.length > 0) {
    const reached = frontier.find((node) => compare(outcomeOf(node).skillingPoints, goal) >= 0);
    if (reached)
      return pathTo(
        reached,
        lists.map(({ list }) => listedOn(list, on)),
        outcomeOf,
      );
    frontier = frontier.flatMap((from) => moves.flatMap((move) => stepFrom(from, move)));
  }
  return undefined;

  function stepFrom(from: Node, move: Move): Node[] {
    const added = from.added.map((count, index) =>
      move.lists.includes(index) ? Math.min(count + 1, lists[index]?.missing ?? 0) : count,
    );
    const key = added.join();
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ added, by: { move, from } }];
  }
}

/** Of credentials that serve the same lists one is as good as another; one that serves fewer is no better. */
function distinctMoves(earnableByList: readonly (readonly string[])[]): Move[] {
  const codes = [...new Set(earnableByList.flat())];
  const byLists = new Map<string, Move>();
  for (const credentialCode of codes) {
    const lists = earnableByList.flatMap((listed, index) => (listed.includes(credentialCode) ? [index] : []));
    if (!byLists.has(lists.join())) byLists.set(lists.join(), { credentialCode, lists });
  }
  return [...byLists.values()].filter(
    (move, _index, all) =>
      !all.some(
        (other) => other.lists.length > move.lists.length && move.lists.every((one) => other.lists.includes(one)),
      ),
  );
}

function pathTo(
  node: Node,
  codesOf: readonly (readonly string[])[],
  outcomeOf: (node: Node) => DesignationOutcome,
): PathStep[] {
  const path: PathStep[] = [];
  for (let at = node; at.by !== null; at = at.by.from) {
    const { move } = at.by;
    const notHolding = new Set(move.lists.flatMap((index) => codesOf[index] ?? []));
    path.unshift({ credentialCode: move.credentialCode, skillingPoints: outcomeOf(at).skillingPoints, notHolding });
  }
  return path;
}
