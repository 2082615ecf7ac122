import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** A request with one invalid value in its variables. */
export type HostileOperation = { about: string; query: string; variables: Record<string, unknown> };

const UNKNOWN_ID = '0199ffff-ffff-7fff-8fff-ffffffffffff';
const TEXTS = [
  '',
  ' ',
  'x\u0000y',
  'x\ud800y',
  '\u202eevil',
  "'; DROP TABLE credits.credit; --",
  '{"$ne":1}',
  'x'.repeat(20_000),
  '../../etc/passwd',
  'javascript:alert(1)',
  UNKNOWN_ID,
];
const HOSTILE: Record<string, readonly unknown[]> = {
  ID: [...TEXTS, 0, -1],
  String: [...TEXTS, 5],
  Int: [-1, 0, 101, 2_147_483_647, 2_147_483_648, 1.5, '1'],
  Float: [Number.MAX_VALUE, -1, 'NaN'],
  Boolean: ['true', 1],
  DateTime: ['never', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', 'x\u0000', 1],
  Date: ['2026-02-30', '9999-12-31', '-1', 'x\u0000', 20260101],
  YearMonth: ['2026-13', 'x'],
};
const PLAUSIBLE: Record<string, unknown> = {
  ID: UNKNOWN_ID,
  String: 'plausible',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  Date: '2026-01-01',
  YearMonth: '2026-01',
};

/** One request for every root field, with well-formed values that refer to nothing. */
export function plausibleOperations(schema: GraphQLSchema): HostileOperation[] {
  return rootFields(schema).map(([kind, field]) => ({ about: field.name, ...plausible(kind, field) }));
}

/**
 * One request for every root field, every position of its arguments and every invalid value; all other values are
 * well-formed.
 */
export function hostileOperations(schema: GraphQLSchema): HostileOperation[] {
  return rootFields(schema).flatMap(([kind, field]) => ofField(kind, field));
}

function rootFields(schema: GraphQLSchema): ['query' | 'mutation', GraphQLField<unknown, unknown>][] {
  const fields = (kind: 'query' | 'mutation') =>
    Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).map(
      (field): ['query' | 'mutation', GraphQLField<unknown, unknown>] => [kind, field],
    );
  return [...fields('query'), ...fields('mutation')];
}

function plausible(kind: string, field: GraphQLField<unknown, unknown>): Omit<HostileOperation, 'about'> {
  const declared = field.args.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const passed = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const query = `${kind} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection(field.type)} }`;
  return {
    query,
    variables: Object.fromEntries(field.args.map((argument) => [argument.name, plausibleOf(argument.type)])),
  };
}

function ofField(kind: string, field: GraphQLField<unknown, unknown>): HostileOperation[] {
  const { query, variables } = plausible(kind, field);
  return field.args.flatMap((argument) =>
    hostileOf(argument.type, [argument.name]).map(({ path, value }) => ({
      about: `${field.name}: ${path.join('.')} = ${JSON.stringify(value)?.slice(0, 40)}`,
      query,
      variables: withValue(variables, path, value) as Record<string, unknown>,
    })),
  );
}

function selection(type: GraphQLOutputType): string {
  return isLeafType(getNamedType(type)) ? '' : '{ __typename }';
}

function plausibleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return plausibleOf(type.ofType);
  if (isListType(type)) return [plausibleOf(type.ofType)];
  if (isInputObjectType(type))
    return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, plausibleOf(field.type)]));
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return valuesOf(PLAUSIBLE, type.name);
}

function hostileOf(type: GraphQLInputType, path: (string | number)[]): { path: (string | number)[]; value: unknown }[] {
  if (isNonNullType(type)) return [{ path, value: null }, ...hostileOf(type.ofType, path)];
  if (isListType(type))
    return [{ path, value: [] }, { path, value: 'no list' }, ...hostileOf(type.ofType, [...path, 0])];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).flatMap((field) => hostileOf(field.type, [...path, field.name]));
    return [{ path, value: { __proto__: null, unknown: 1 } }, { path, value: 'no object' }, ...fields];
  }
  if (isEnumType(type)) return ['NOPE', '', 1, 'x\u0000'].map((value) => ({ path, value }));
  return valuesOf(HOSTILE, type.name).map((value) => ({ path, value }));
}

/** Throws for a scalar that the table does not have, so that a new scalar is not left out. */
function valuesOf<Values>(table: Record<string, Values>, scalar: string): Values {
  if (!(scalar in table)) throw new Error(`The scalar ${scalar} is new: add values of it to HOSTILE and PLAUSIBLE.`);
  return table[scalar] as Values;
}

function withValue(holder: unknown, [key, ...rest]: (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(holder)) return holder.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  const object = (holder ?? {}) as Record<string, unknown>;
  return { ...object, [key]: withValue(object[key], rest, value) };
}
