import type { GraphqlAnswer } from '@app/test-kit/graphql-client';
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { Question } from './documents.js';

/** What was received for a field: `value`, `null` without an error, or the code of an error at its path. */
export type Outcomes = Map<string, Set<string>>;

/** `own`: the user id of a caller that is not the person: what lists have about the caller is left out. */
type Observation = { schema: GraphQLSchema; outcomes: Outcomes; way: string; own: string | undefined };

type Path = readonly (string | number)[];

/** Adds what an answer has for each field of the object that a question is about, and of all objects below. */
export function observe(
  { schema, outcomes, way, own }: Observation,
  { type, path }: Question,
  answer: GraphqlAnswer<unknown>,
): void {
  const note = (typeName: string, field: string, outcome: string): void => {
    const key = `${way} ${typeName}.${field}`;
    outcomes.set(key, (outcomes.get(key) ?? new Set()).add(outcome));
  };
  const errors = (answer.errors ?? []).map((error) => ({
    path: error.path ?? [],
    code: typeof error.extensions?.code === 'string' ? error.extensions.code : error.message,
  }));
  const below = errors.filter((error) => path.every((part, index) => error.path[index] === part));
  for (const error of below) {
    const [owner, field] = coordinateOf(schema, type, error.path.slice(path.length));
    if (field !== undefined) note(owner, field, error.code);
  }
  // An error that belongs to no object is one of the document.
  for (const { code } of errors.filter((error) => error.path.length === 0)) note(type, '', code);

  const walk = (typeName: string, value: unknown, at: Path): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(typeName, item, [...at, index]);
    else if (typeof value === 'object' && value !== null) {
      const fields = (schema.getType(typeName) as GraphQLObjectType).getFields();
      for (const [name, inner] of Object.entries(value)) {
        const field = fields[name];
        if (field === undefined) continue;
        if (own !== undefined && (inner as { id?: string } | null)?.id === own) continue;
        const isFaulty = errors.some((error) => [...at, name].every((part, index) => error.path[index] === part));
        if (inner !== null) note(typeName, name, 'value');
        else if (!isFaulty) note(typeName, name, 'null');
        const innerType = getNamedType(field.type);
        if (isObjectType(innerType)) walk(innerType.name, inner, [...at, name]);
      }
    }
  };
  walk(type, valueAt(answer.data, path), path);
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<string | number, unknown> | null | undefined)?.[part],
    data,
  );
}

/** The type and the field at the end of a path that begins at an object of a type. */
function coordinateOf(schema: GraphQLSchema, type: string, path: Path): [type: string, field: string | undefined] {
  const names = path.filter((part) => typeof part === 'string');
  const field = names.pop();
  const owner = names.reduce((current, name) => {
    const inner = (schema.getType(current) as GraphQLObjectType).getFields()[name];
    return inner === undefined ? current : getNamedType(inner.type).name;
  }, type);
  return [owner, field];
}
