import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** A request for one root field. */
export type Operation = { field: GraphQLField<unknown, unknown>; query: string; variables: Record<string, unknown> };

/** Values of arguments and input fields by their name; undefined leaves an optional one out. */
export type Values = Readonly<Record<string, unknown>>;

/** An id that no object has. */
export const UNKNOWN_ID = '0199ffff-ffff-7fff-8fff-ffffffffffff';

const PLAUSIBLE: Values = {
  ID: UNKNOWN_ID,
  String: 'plausible',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  Date: '2026-01-01',
  YearMonth: '2026-01',
};

/**
 * One request for every root field of a schema, without those of federation. Arguments and input fields without a given
 * value get a well-formed one that refers to nothing. Throws for a scalar that has no such value yet.
 */
export function plausibleOperations(schema: GraphQLSchema, values: Values = {}): Operation[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {})
      .filter(({ name }) => !name.startsWith('_'))
      .map((field) => requestOf(root === schema.getQueryType() ? 'query' : 'mutation', field, values)),
  );
}

/** The value of a table for a scalar; throws when there is none, so that a new scalar is not left out. */
export function valueForScalar<Value>(table: Readonly<Record<string, Value>>, scalar: string): Value {
  if (!(scalar in table)) throw new Error(`The scalar ${scalar} is new: add a value of it to the tables of the tests.`);
  return table[scalar] as Value;
}

function requestOf(kind: string, field: GraphQLField<unknown, unknown>, values: Values): Operation {
  const declared = field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  return {
    field,
    query: `${kind} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`,
    variables: plausibleObject(field.args, values),
  };
}

function plausibleObject(fields: readonly (GraphQLArgument | GraphQLInputField)[], values: Values) {
  return Object.fromEntries(
    fields.map(({ name, type }) => [name, name in values ? values[name] : plausibleValue(type, values)]),
  );
}

function plausibleValue(type: GraphQLInputType, values: Values): unknown {
  if (isNonNullType(type)) return plausibleValue(type.ofType, values);
  if (isListType(type)) return [plausibleValue(type.ofType, values)];
  if (isInputObjectType(type)) return plausibleObject(Object.values(type.getFields()), values);
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return valueForScalar(PLAUSIBLE, type.name);
}
