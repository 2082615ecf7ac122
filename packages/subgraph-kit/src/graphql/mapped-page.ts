import { type ConnectionOf, lazyPage, type Page } from './connection.js';

/**
 * Maps a page of rows to API objects; cursors are encoded and the total is counted only when they are selected.
 * `readTo`: the last row that was read, where a search for rows ended before the page was full.
 */
export function mapPage<Row, Shown>(list: {
  rows: readonly Row[];
  page: Page;
  cursorOf: (row: Row) => string;
  show: (row: Row) => Shown;
  total: () => Promise<number | null> | null;
  readTo?: Row | null;
}): ConnectionOf<Shown> {
  const { page, cursorOf, show, total, readTo = null } = list;
  const rows = list.rows.slice(0, page.first);
  const last = readTo ?? rows.at(-1);
  return lazyPage({
    nodes: rows.map(show),
    page,
    hasNextPage: readTo !== null || list.rows.length > page.first,
    cursorAt: (index) => cursorOf(rows[index] as Row),
    endCursor: () => (last === undefined ? null : cursorOf(last)),
    total,
  });
}
