/** A page of a connection. */
export type Page<Node> = {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
};

/**
 * All nodes of a connection, page by page: `for await (const user of nodesOf((after) => …))`.
 * `load` returns the page after a cursor, null where the caller may not see the connection.
 */
export async function* nodesOf<Node>(
  load: (after: string | null) => Promise<Page<Node> | null>,
): AsyncGenerator<Node, void, undefined> {
  let after: string | null = null;
  for (;;) {
    const page: Page<Node> | null = await load(after);
    if (page === null) return;
    yield* page.nodes;
    const next: string | null = page.pageInfo.endCursor ?? null;
    if (!page.pageInfo.hasNextPage || next === null || next === after) return;
    after = next;
  }
}
