import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isOfType } from './is-of-type.js';

/** Changes data in place. */
export type Rewrite = (data: unknown) => void;
type Path = readonly (string | number)[];
type Data = Record<string, unknown>;

const CONDITION = '... on ';

/**
 * What a plan changes in the representations that it sends or in the data that it receives: types of entities that a
 * service has as one type (`@interfaceObject`), and names of fields that have different types in different objects.
 * Undefined where it changes nothing.
 */
export function dataRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  if (rewrites === undefined || rewrites.length === 0) return undefined;
  return (data) => {
    for (const rewrite of rewrites) rewriteBelow(schema, rewrite, data, rewrite.path);
  };
}

function rewriteBelow(
  schema: GraphQLSchema,
  rewrite: FetchDataRewrite,
  value: unknown,
  [key, ...below]: readonly string[],
): void {
  if (key === undefined || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) rewriteBelow(schema, rewrite, item, [key, ...below]);
    return;
  }
  const object = value as Data;
  if (below.length === 0) change(object, key, rewrite);
  else if (!key.startsWith(CONDITION)) rewriteBelow(schema, rewrite, object[key], below);
  // The planner requests no type where all objects have the fields.
  else if (object.__typename === undefined || isOfType(schema, object.__typename, key.slice(CONDITION.length)))
    rewriteBelow(schema, rewrite, object, below);
}

function change(object: Data, name: string, rewrite: FetchDataRewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    object[name] = rewrite.setValueTo;
    return;
  }
  if (object[name] === undefined) return;
  object[rewrite.renameKeyTo] = object[name];
  object[name] = undefined;
}

/** A path in the data of a service, such as that of an error, with the names after the rewrites. */
export function rewrittenPath(rewrites: readonly FetchDataRewrite[] | undefined, path: Path): (string | number)[] {
  const renamed = [...path];
  const fields = path.flatMap((key, position) => (typeof key === 'string' ? [position] : []));
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind === 'ValueSetter') continue;
    const names = rewrite.path.filter((key) => !key.startsWith(CONDITION));
    const last = fields[names.length - 1];
    const isBelow = names.every((name, nth) => [path[fields[nth] ?? -1], renamed[fields[nth] ?? -1]].includes(name));
    if (last !== undefined && isBelow) renamed[last] = rewrite.renameKeyTo;
  }
  return renamed;
}
