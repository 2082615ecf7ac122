import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import {
  type Operation,
  plausibleOperations,
  UNKNOWN_ID,
  type Values,
  valueForScalar,
} from './plausible-operations.js';

/** A request with one invalid value in its variables; `about` names its position. */
export type HostileOperation = Omit<Operation, 'field'> & { about: string };

/** Invalid values by scalar, and those of any enum, list and input object. */
export type HostileValues = Readonly<Record<string, readonly unknown[]>>;

type Path = readonly (string | number)[];

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
const HOSTILE: HostileValues = {
  ID: [...TEXTS, 0, -1],
  String: [...TEXTS, 5],
  Int: [-1, 0, 101, 2_147_483_647, 2_147_483_648, 1.5, '1'],
  Float: [Number.MAX_VALUE, -1, 'NaN'],
  Boolean: ['true', 1],
  DateTime: ['never', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', 'x\u0000', 1],
  Date: ['2026-02-30', '9999-12-31', '-1', 'x\u0000', 20260101],
  YearMonth: ['2026-13', 'x'],
  enum: ['NOPE', '', 1, 'x\u0000'],
  list: [[], 'no list'],
  object: [{ __proto__: null, unknown: 1 }, 'no object'],
};

/** Text that no position accepts: neither a name nor an address, an id or a key. */
export const IMPOSSIBLE_TEXTS = [
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '',
  '\u202e\u0000',
  '\u0001\u0002',
  '\u{1d54f}'.repeat(3000),
  'x'.repeat(200_000),
];

/** Text that some positions accept. */
export const STRANGE_TEXTS = [' ', '%_\\', "'; DROP TABLE x; --", '__proto__', '../../etc/passwd', '🙂@🙂.🙂 1'];

/** Values that no position accepts, so that nothing changes. */
export const IMPOSSIBLE: HostileValues = {
  ID: IMPOSSIBLE_TEXTS,
  String: IMPOSSIBLE_TEXTS,
  Int: [-1, 2_147_483_648],
  Boolean: ['true', 1],
  DateTime: ['never', '2026-02-30T00:00:00Z'],
  enum: ['NOPE', 'a\u0000b'],
  list: ['no list'],
  object: ['text', 1, [], {}],
};

/** Only these texts, as ids and strings. */
export function onlyTexts(...texts: readonly string[]): HostileValues {
  const none = Object.keys(HOSTILE).map((kind) => [kind, []] as const);
  return { ...Object.fromEntries(none), ID: texts, String: texts };
}

/**
 * One request for every root field, every position of its arguments and every invalid value. The other values are those
 * given, or well-formed.
 */
export function hostileOperations(
  schema: GraphQLSchema,
  values: Values = {},
  hostile: HostileValues = HOSTILE,
): HostileOperation[] {
  return plausibleOperations(schema, values).flatMap(({ field, query, variables }) =>
    field.args.flatMap((argument) =>
      valuesAt(argument.type, [argument.name], hostile).map(({ path, value }) => ({
        about: `${field.name}: ${path.join('.')} = ${JSON.stringify(value).slice(0, 40)}`,
        query,
        variables: withValue(variables, path, value) as Record<string, unknown>,
      })),
    ),
  );
}

function valuesAt(type: GraphQLInputType, path: Path, hostile: HostileValues): { path: Path; value: unknown }[] {
  const here = (kind: string) => valueForScalar(hostile, kind).map((value) => ({ path, value }));
  if (isNonNullType(type)) return [{ path, value: null }, ...valuesAt(type.ofType, path, hostile)];
  if (isListType(type)) return [...here('list'), ...valuesAt(type.ofType, [...path, 0], hostile)];
  if (isEnumType(type)) return here('enum');
  if (!isInputObjectType(type)) return here(type.name);
  const fields = Object.values(type.getFields());
  return [...here('object'), ...fields.flatMap((field) => valuesAt(field.type, [...path, field.name], hostile))];
}

function withValue(holder: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(holder))
    return holder.map((item: unknown, index) => (index === key ? withValue(item, rest, value) : item));
  const object = (holder ?? {}) as Record<string, unknown>;
  return { ...object, [key]: withValue(object[key], rest, value) };
}
