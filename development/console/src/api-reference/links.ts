import { isSpecifiedScalarType } from 'graphql';
import type { Api, Operation } from './api.js';

/** Relative addresses from one page to the others, so that the files work in any folder and without a server. */
export type Links = {
  /** A file of the reference. */
  file(path: string): string;
  group(name: string): string;
  operation(operation: Operation): string;
  /** Undefined for a scalar of GraphQL itself. */
  type(name: string): string | undefined;
  /** What a coordinate, a type or an operation without its parent names; undefined when it is nothing of the API. */
  named(name: string): string | undefined;
};

/** Links from a page at the top, or from one of a type, which is one folder deeper. */
export function linksFrom(api: Api, place: 'top' | 'types'): Links {
  const up = place === 'top' ? '' : '../';
  const shortNames = shortNamesOf(api);
  const type = (name: string): string | undefined => {
    const found = api.schema.getType(name);
    if (found === undefined || isSpecifiedScalarType(found) || !api.types.includes(found)) return undefined;
    return place === 'types' ? `${name}.html` : `types/${name}.html`;
  };
  const operation = ({ group, coordinate }: Operation) => `${up}${group.name}.html#${coordinate}`;
  const named = (name: string): string | undefined => {
    const found = api.operations.get(name) ?? shortNames.get(name);
    if (found !== undefined) return operation(found);
    const [parent = '', field] = name.split('.');
    const page = type(parent);
    return page === undefined || field === undefined ? page : `${page}#${name}`;
  };
  return { file: (path) => `${up}${path}`, group: (name) => `${up}${name}.html`, operation, type, named };
}

/** Operations by their name alone, where it has two words: others are words of a sentence, too. Root fields come first. */
function shortNamesOf({ operations }: Api): ReadonlyMap<string, Operation> {
  const all = [...operations.values()].filter(({ field }) => /[a-z][A-Z]/.test(field.name));
  const isRoot = ({ parent }: Operation) => parent === 'Query' || parent === 'Mutation';
  return new Map([...all.filter((one) => !isRoot(one)), ...all.filter(isRoot)].map((one) => [one.field.name, one]));
}
