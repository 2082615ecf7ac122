import type { PlanNode } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OperationTypeNode } from 'graphql';
import { type FetchGroup, joinedFetches } from '../../src/planning/requests/joined-fetches.js';
import { type PlanFetch, planFetches } from '../../src/planning/requests/plan-fetches.js';

const fetchNode = (serviceName: string, name: string, requires = true): PlanNode => ({
  kind: 'Flatten',
  path: [name],
  node: {
    kind: 'Fetch',
    serviceName,
    operation: name,
    operationName: undefined,
    operationKind: OperationTypeNode.QUERY,
    ...(requires && { requires: [] }),
  },
});
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

/** The fetches of each request by their paths, and the requests that it waits for. */
const requests = (plan: PlanNode) =>
  joinedFetches(planFetches(plan)).map(({ fetches, after }) => [fetches.map(nameOf).join('+'), ...after]);
const nameOf = ({ path }: PlanFetch) => path.join('.');

describe('fetches of entities', () => {
  const root = fetchNode('a', 'root', false);

  test('from one service that wait for the same answers are one request', () => {
    const plan = sequence(root, parallel(fetchNode('b', 'b1'), fetchNode('c', 'c1'), fetchNode('b', 'b2')));
    expect(requests(plan)).toEqual([['root'], ['b1+b2', 0], ['c1', 0]]);
  });

  test('that others wait for do not wait for each other', () => {
    const plan = sequence(
      root,
      parallel(
        sequence(fetchNode('b', 'b1'), fetchNode('a', 'a1'), fetchNode('b', 'b2')),
        sequence(fetchNode('c', 'c1'), fetchNode('a', 'a2'), fetchNode('c', 'c2')),
      ),
    );
    expect(requests(plan)).toEqual([['root'], ['b1', 0], ['a1', 1], ['c1', 0], ['a2', 3], ['b2', 2], ['c2', 4]]);
  });

  test('that nothing waits for are one request where they come equally late', () => {
    const plan = sequence(
      root,
      parallel(
        sequence(fetchNode('b', 'b1'), fetchNode('a', 'a1')),
        sequence(fetchNode('c', 'c1'), fetchNode('a', 'a2')),
      ),
    );
    expect(requests(plan)).toEqual([['root'], ['b1', 0], ['c1', 0], ['a1+a2', 1, 2]]);
  });

  test('that nothing waits for join a request that others wait for, where it is not later', () => {
    const plan = sequence(root, parallel(fetchNode('b', 'b1'), sequence(fetchNode('b', 'b2'), fetchNode('c', 'c1'))));
    expect(requests(plan)).toEqual([['root'], ['b2+b1', 0], ['c1', 1]]);
  });

  test('are never joined with fields of the query or of a mutation', () => {
    expect(requests(parallel(fetchNode('a', 'a1', false), fetchNode('a', 'a2', false), fetchNode('a', 'a3')))).toEqual([
      ['a1'],
      ['a2'],
      ['a3'],
    ]);
  });
});

describe('the requests of any plan', () => {
  const plans = fc.letrec<{ plan: PlanNode }>((tie) => ({
    plan: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 1_000_000 }), fc.integer({ min: 0, max: 5 }))
        .map(([service, id, kind]) => fetchNode(service, `f${id}`, kind > 0)),
      fc.array(tie('plan'), { minLength: 1, maxLength: 4 }).map((nodes) => sequence(...nodes)),
      fc.array(tie('plan'), { minLength: 1, maxLength: 4 }).map((nodes) => parallel(...nodes)),
    ),
  })).plan;

  const before = (groups: readonly FetchGroup[], position: number): Set<number> => {
    const found = new Set<number>();
    for (const direct of groups[position]?.after ?? [])
      for (const each of [direct, ...before(groups, direct)]) found.add(each);
    return found;
  };

  test('have each fetch once, behind all that it needs, and are no more than its fetches', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const fetches = planFetches(plan);
        const groups = joinedFetches(fetches);
        const position = new Map(groups.flatMap((group, nth) => group.fetches.map((fetch) => [fetch, nth] as const)));
        expect(groups.flatMap((group) => group.fetches).length).toBe(fetches.length);
        for (const fetch of fetches) {
          const own = position.get(fetch) ?? -1;
          for (const needed of fetch.after)
            expect(before(groups, own)).toContain(position.get(fetches[needed] as PlanFetch));
        }
        for (const [nth, { after }] of groups.entries()) for (const needed of after) expect(needed).toBeLessThan(nth);
      }),
    );
  });

  test('come no later than the plan has them: the longest way is as long as in the plan', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const fetches = planFetches(plan);
        const depths: number[] = [];
        for (const { after } of fetches) depths.push(1 + Math.max(0, ...after.map((nth) => depths[nth] ?? 0)));
        const longest = Math.max(...joinedFetches(fetches).map(({ depth }) => depth));
        expect(longest).toBe(Math.max(...depths));
      }),
    );
  });

  test('ask one service only, and share a request with entities alone', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const { fetches, subgraph } of joinedFetches(planFetches(plan))) {
          expect(new Set(fetches.map(({ node }) => node.serviceName))).toEqual(new Set([subgraph]));
          if (fetches.length > 1) expect(fetches.every(({ node }) => node.requires !== undefined)).toBe(true);
        }
      }),
    );
  });
});
