import { nodesOf, type Page } from '@skill-link/client/nodes-of';

const page = (nodes: number[], endCursor: string | null, hasNextPage = endCursor !== null): Page<number> => ({
  nodes,
  pageInfo: { hasNextPage, endCursor },
});

async function collect(pages: (Page<number> | null)[]) {
  const asked: (string | null)[] = [];
  const nodes: number[] = [];
  const all = nodesOf(async (after) => {
    asked.push(after);
    return pages.shift() ?? null;
  });
  for await (const node of all) nodes.push(node);
  return { asked, nodes };
}

describe('nodesOf', () => {
  it('loads page after page, in order', async () => {
    expect(await collect([page([1, 2], 'a'), page([3], 'b'), page([4], null)])).toEqual({
      asked: [null, 'a', 'b'],
      nodes: [1, 2, 3, 4],
    });
  });

  it('yields nothing where the caller may not see the connection', async () => {
    expect(await collect([null])).toEqual({ asked: [null], nodes: [] });
  });

  it('ends when a cursor comes back', async () => {
    expect(await collect([page([1], 'a'), page([2], 'a'), page([3], null)])).toEqual({
      asked: [null, 'a'],
      nodes: [1, 2],
    });
  });
});
