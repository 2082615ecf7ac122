import { type GraphQLNamedType, isEnumType, isInputObjectType, isScalarType, isUnionType } from 'graphql';
import type { Api } from './api.js';
import { linksFrom } from './links.js';
import { kindOf } from './type-page.js';

/** Name, kind, address from the top of the reference, description. */
type Entry = readonly [name: string, kind: string, address: string, text: string];

/** What the search finds, as a script: a page that is opened from a file may load scripts, but no data. */
export function searchIndex(api: Api): string {
  return `window.searchIndex = ${JSON.stringify(entriesOf(api))};\n`;
}

function entriesOf(api: Api): Entry[] {
  const links = linksFrom(api, 'top');
  const groups = api.groups.map(({ name, title, about }): Entry => [title, 'page', links.group(name), about]);
  const operations = [...api.operations.values()].map(
    (one): Entry => [
      one.parent === 'Query' || one.parent === 'Mutation' ? one.field.name : one.coordinate,
      'operation',
      links.operation(one),
      one.field.description ?? '',
    ],
  );
  const types = api.types.flatMap((type): Entry[] => {
    const page = links.type(type.name) ?? '';
    const parts = partsOf(type)
      .map(({ name, description }): Entry => {
        const coordinate = `${type.name}.${name}`;
        return [coordinate, partKindOf(type), `${page}#${coordinate}`, description ?? ''];
      })
      .filter(([coordinate]) => !api.operations.has(coordinate));
    return [[type.name, kindOf(type), page, type.description ?? ''], ...parts];
  });
  return [...operations, ...groups, ...types];
}

type Part = { readonly name: string; readonly description?: string | null | undefined };

function partsOf(type: GraphQLNamedType): readonly Part[] {
  if (isEnumType(type)) return type.getValues();
  if (isUnionType(type) || isScalarType(type)) return [];
  const fields: Readonly<Record<string, Part>> = type.getFields();
  return Object.values(fields);
}

function partKindOf(type: GraphQLNamedType): string {
  if (isEnumType(type)) return 'value';
  return isInputObjectType(type) ? 'input field' : 'field';
}
