import type { FetchNode, PlanNode } from '@apollo/query-planner';

/** The way to objects of the data, by the plan's names; `@` stands for each item of a list. */
export type DataPath = readonly (string | number)[];

/** A fetch of a plan: what one service adds to the objects at a path. */
export type PlanFetch = {
  node: FetchNode;
  path: DataPath;
  /** The fetches whose answers it needs, by their positions in the list. */
  after: readonly number[];
};

/** The fetches of a plan, each behind those that it needs. */
export function planFetches(plan: PlanNode): PlanFetch[] {
  const fetches: PlanFetch[] = [];

  /** Adds the fetches of a node; returns the last of them, which the next node of a sequence needs. */
  function add(node: PlanNode, path: DataPath, after: readonly number[]): readonly number[] {
    switch (node.kind) {
      case 'Sequence':
        return node.nodes.reduce((last, step) => add(step, path, last), after);
      case 'Parallel':
        return node.nodes.flatMap((step) => add(step, path, after));
      case 'Flatten':
        return add(node.node, [...path, ...node.path], after);
      case 'Fetch':
        return [fetches.push({ node, path, after }) - 1];
      default:
        throw new Error(`The plan holds a step of an unknown kind: ${node.kind}.`);
    }
  }

  add(plan, [], []);
  return fetches;
}
