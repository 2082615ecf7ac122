import type { PlanFetch } from './plan-fetches.js';

/** Fetches that are one request. */
export type FetchGroup = {
  subgraph: string;
  /** The groups whose answers it needs, by their positions in the list. */
  after: readonly number[];
  /** The number of groups on the longest way to this one. */
  depth: number;
  /** Nothing waits for its answers. */
  isLast: boolean;
  fetches: PlanFetch[];
};

/**
 * Joins fetches of entities from one service where they wait for the same answers, and where nothing waits for theirs and
 * they come equally late: neither makes the longest way through the plan longer. Each group is behind those that it needs.
 */
export function joinedFetches(fetches: readonly PlanFetch[]): FetchGroup[] {
  const groups: FetchGroup[] = [];
  const positions = new Map<number, number>();
  const needed = new Set(fetches.flatMap(({ after }) => after));
  // The last fetches can join a request that others wait for, but not the other way round.
  for (const isLast of [false, true]) {
    for (const [nth, fetch] of fetches.entries()) {
      if (needed.has(nth) === isLast) continue;
      const after = nearest(
        groups,
        fetch.after.flatMap((before) => positions.get(before) ?? []),
      );
      const depth = 1 + Math.max(0, ...after.map((before) => groups[before]?.depth ?? 0));
      const position = placeFor(groups, { subgraph: fetch.node.serviceName, after, depth, isLast, fetches: [fetch] });
      positions.set(nth, position);
    }
  }
  return groups;
}

/** Adds a group to one that it can join, or to the list; returns its position. */
function placeFor(groups: FetchGroup[], added: FetchGroup): number {
  const joinable = (group: FetchGroup) =>
    group.subgraph === added.subgraph && [...group.fetches, ...added.fetches].every(isOfEntities);
  const same = groups.findIndex((group) => joinable(group) && group.after.join() === added.after.join());
  const late = groups.findIndex((group) => joinable(group) && isEquallyLate(group, added));
  const position = same < 0 ? late : same;
  const group = groups[position];
  if (group === undefined) return groups.push(added) - 1;
  group.after = nearest(groups, [...group.after, ...added.after]);
  group.fetches.push(...added.fetches);
  return position;
}

function isEquallyLate(group: FetchGroup, other: FetchGroup): boolean {
  return group.isLast && other.isLast && group.depth === other.depth;
}

function isOfEntities({ node }: PlanFetch): boolean {
  return node.requires !== undefined;
}

/** These positions without those that others of them wait for anyway. */
function nearest(groups: readonly FetchGroup[], positions: readonly number[]): number[] {
  const implied = new Set<number>();
  function imply(position: number): void {
    for (const before of groups[position]?.after ?? []) {
      if (implied.has(before)) continue;
      implied.add(before);
      imply(before);
    }
  }
  positions.forEach(imply);
  return [...new Set(positions)].filter((position) => !implied.has(position)).sort((a, b) => a - b);
}
