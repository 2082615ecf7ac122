import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { dataRewrites } from './data-rewrites.js';
import { isOfType } from './is-of-type.js';

type Selections = readonly QueryPlanSelectionNode[];
type Data = Readonly<Record<string, unknown>>;
/** The required fields of objects of one type, by name. */
type Fields = ReadonlyMap<string, ((value: unknown) => string) | undefined>;

/** The fields by which a service finds an object, as JSON text; undefined where the object lacks one of them. */
export type Representation = (object: Data) => string | undefined;

/** Equal objects have equal texts: the order of the fields depends on the type alone. */
export function representation(
  schema: GraphQLSchema,
  requires: Selections,
  inputRewrites?: readonly FetchDataRewrite[],
): Representation {
  const fieldsOf = fieldsByType(schema, requires);
  const rewrite = dataRewrites(schema, inputRewrites);
  return (object) => {
    const fields = fieldsOf(object.__typename);
    const text = fields.has('__typename') ? textOf(object, fields) : undefined;
    if (text === undefined || rewrite === undefined) return text;
    const data: unknown = JSON.parse(text);
    rewrite(data);
    return JSON.stringify(data);
  };
}

function textOf(object: Data, fields: Fields): string | undefined {
  let text = '';
  for (const [name, below] of fields) {
    const value = object[name];
    if (value === undefined) return undefined;
    text += `${text === '' ? '{' : ','}"${name}":${below === undefined ? JSON.stringify(value) : below(value)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** The fields that apply to a type, which are the same for all of its objects. */
function fieldsByType(schema: GraphQLSchema, selections: Selections): (typename: unknown) => Fields {
  const known = new Map<unknown, Fields>();
  return (typename) => {
    const found = known.get(typename);
    if (found !== undefined) return found;
    const fields = fieldsFor(schema, selections, typename, new Map());
    // Only names of the schema: a service that answers others does not fill the memory.
    if (typename === undefined || (typeof typename === 'string' && schema.getType(typename) !== undefined))
      known.set(typename, fields);
    return fields;
  };
}

function fieldsFor(
  schema: GraphQLSchema,
  selections: Selections,
  typename: unknown,
  into: Map<string, ((value: unknown) => string) | undefined>,
): Fields {
  for (const selection of selections) {
    if (selection.kind === 'Field') into.set(selection.alias ?? selection.name, partOf(schema, selection.selections));
    else if (isOfType(schema, typename, selection.typeCondition))
      fieldsFor(schema, selection.selections, typename, into);
  }
  return into;
}

/** The required fields of a value that is an object or a list; undefined for a leaf, which is required as it is. */
function partOf(schema: GraphQLSchema, selections: Selections | undefined): ((value: unknown) => string) | undefined {
  if (selections === undefined) return undefined;
  const fieldsOf = fieldsByType(schema, selections);
  return function part(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(part).join()}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const object = value as Data;
    return textOf(object, fieldsOf(object.__typename)) ?? 'null';
  };
}
