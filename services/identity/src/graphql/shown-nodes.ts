import type { ConnectionOf } from '@app/subgraph-kit/connection';

/** A page of rows as a page of what the API shows of them. */
export function showNodes<Row, Shown>(page: ConnectionOf<Row>, show: (row: Row) => Shown): ConnectionOf<Shown> {
  const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: show(node) }));
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}
