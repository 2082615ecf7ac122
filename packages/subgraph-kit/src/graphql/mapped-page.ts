import { type ConnectionOf, type Page, toConnection } from './connection.js';

/** Maps a page of rows to API objects; the total is counted only when it is selected. */
export function mapPage<Row, Shown>(list: {
  rows: readonly Row[];
  page: Page;
  cursorOf: (row: Row) => string;
  show: (row: Row) => Shown;
  total: () => Promise<number | null> | null;
}): ConnectionOf<Shown> {
  const { rows, page, cursorOf, show, total } = list;
  const listed = toConnection({ rows, page, cursorOf, totalCount: null });
  const edges = listed.edges.map(({ cursor, node }) => ({ cursor, node: show(node) }));
  const shown = { ...listed, edges, nodes: edges.map(({ node }) => node) };
  return Object.defineProperty(shown, 'totalCount', { get: total }) as ConnectionOf<Shown>;
}
