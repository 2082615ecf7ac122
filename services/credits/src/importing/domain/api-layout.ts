import type { Layout, LayoutMatch, ReadRow } from './layout.js';

const REQUIRED = ['externalId', 'profileId', 'achievedAt'];
const EITHER = ['credentialCode', 'training.uid'];
const LISTS = ['training.roles', 'training.products'];
/** The columns that a file may have, in any order, with the names of the API. */
const COLUMNS = [...REQUIRED, ...EITHER, 'expiresOn', 'training.kind', 'training.title', ...LISTS];

/** The layout with the names of AchievementInput. An empty cell is an omitted value. */
export function matchApiLayout(names: readonly string[]): LayoutMatch {
  const named = new Set(names);
  if (named.size < names.length) return { fault: 'The first line names a column twice.' };
  const unknown = names.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined) {
    const shown = JSON.stringify(unknown.slice(0, 50));
    return { fault: `The first line must name the columns; ${shown} is none of ${COLUMNS.join(', ')}.` };
  }
  const missing = REQUIRED.filter((name) => !named.has(name));
  if (missing.length > 0) return { fault: `The first line names no column ${missing.join(', ')}.` };
  if (!EITHER.some((name) => named.has(name)))
    return { fault: `The first line names neither ${EITHER.join(' nor ')}.` };
  const layout: Layout = {
    name: 'API',
    identity: 'external-id',
    dateColumns: [],
    readRow: (cells) => recordOf(names, cells),
  };
  return { layout };
}

function recordOf(names: readonly string[], cells: readonly string[]): ReadRow {
  const item: Record<string, unknown> = {};
  const training: Record<string, unknown> = {};
  names.forEach((name, index) => {
    const cell = cells[index];
    if (cell === undefined || cell === '') return;
    if (!name.startsWith('training.')) item[name] = cell;
    else training[name.slice('training.'.length)] = LISTS.includes(name) ? cell.split(';') : cell;
  });
  return { record: Object.keys(training).length === 0 ? item : { ...item, training } };
}
