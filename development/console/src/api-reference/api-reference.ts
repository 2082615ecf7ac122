import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readApi } from './api.js';
import { type Example, readExamples } from './examples.js';
import { groupPage } from './group-page.js';
import type { OperationGroup } from './groups.js';
import { startPage, typeListPage } from './list-pages.js';
import { searchIndex } from './search-index.js';
import { typePage } from './type-page.js';

/** The files of the reference by their path, such as `linking.html` or `types/Credit.html`. */
export type ReferenceFiles = ReadonlyMap<string, string>;

/** The folder with the examples of the API. */
export const EXAMPLES = fileURLToPath(new URL('../../../../docs/examples', import.meta.url));

const asset = (name: string) => readFileSync(new URL(`../../assets/${name}`, import.meta.url), 'utf8');

/** The reference of the API of a file, with the examples of a folder. */
export function readApiReference(apiFile: string, examples = EXAMPLES): ReferenceFiles {
  return apiReference(readFileSync(apiFile, 'utf8'), readExamples(examples));
}

/**
 * The API as static pages with a search, which need no server: every address in them is relative, and nothing is loaded
 * from elsewhere.
 */
export function apiReference(
  sdl: string,
  examples: readonly Example[],
  groups?: readonly OperationGroup[],
): ReferenceFiles {
  const api = readApi(sdl, examples, groups);
  return new Map([
    ['index.html', startPage(api)],
    ...api.groups.map((group) => [`${group.name}.html`, groupPage(group, api)] as const),
    ['types/index.html', typeListPage(api)],
    ...api.types.map((type) => [`types/${type.name}.html`, typePage(type, api)] as const),
    ['search-index.js', searchIndex(api)],
    ...['reference.js', 'reference.css', 'icon.svg'].map((name) => [name, asset(name)] as const),
  ]);
}
