import {
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** An object of the generated world: its content follows from its key alone, in every service. */
export type Generated = { __typename: string; id?: string; key: string };
type Field = GraphQLField<Generated, unknown>;
/** A test's own value for one field, instead of a generated one. */
export type Sayings = Map<string, (args: Record<string, unknown>, parent: Generated) => unknown>;

const ENTITIES = new Set(['User', 'Organization', 'Association']);
const ROOTS = new Set(['Query', 'Mutation']);

/** An entity is identified by its id, everything else by its path. */
export function generated(typename: string, key: string): Generated {
  return ENTITIES.has(typename)
    ? { __typename: typename, id: key, key: `${typename} ${key}` }
    : { __typename: typename, key };
}

/**
 * Generates the value of a field: the same for the same object, field and arguments in every process. Sometimes null,
 * an empty list, a denial or a failure. `owner` is the service's schema: only its types can occur.
 */
export function makeUp(owner: GraphQLSchema, sayings: Sayings) {
  return (
    parent: Generated | undefined,
    type: GraphQLObjectType,
    field: Field,
    args: Record<string, unknown>,
  ): unknown => {
    const object = parent ?? generated(type.name, 'root');
    const said = sayings.get(`${type.name}.${field.name}`);
    if (said !== undefined) return said(args, object);
    if (field.name === 'id' && object.id !== undefined) return object.id;
    const key = `${object.key}.${field.name}(${stable(args)})`;
    const chance = hash(`${key}!`) % 30;
    if (!ROOTS.has(type.name) && field.name !== 'id') {
      if (chance === 0)
        throw new GraphQLError(`${type.name}.${field.name} is not for you.`, { extensions: { code: 'FORBIDDEN' } });
      if (chance === 1) throw new Error('relation "secret" does not exist');
    }
    return madeValue(field.type, key);
  };

  function madeValue(type: GraphQLOutputType, key: string): unknown {
    if (isNonNullType(type)) return present(type.ofType, key);
    return hash(`${key}?`) % 8 === 0 ? null : present(type, key);
  }

  function present(type: GraphQLOutputType, key: string): unknown {
    const number = hash(key);
    if (isListType(type))
      return Array.from({ length: number % 4 }, (_, index) => madeValue(type.ofType, `${key}/${index}`));
    if (isEnumType(type)) return choice(type.getValues(), number).name;
    if (isAbstractType(type)) {
      const possible = owner.getPossibleTypes(type).map(({ name }) => name);
      return object(choice(possible.sort(), number), key);
    }
    if (isObjectType(type)) return object(type.name, key);
    switch ((type as { name: string }).name) {
      case 'Int':
        return number % 1000;
      case 'Float':
        return (number % 1000) / 8;
      case 'Boolean':
        return number % 2 === 0;
      case 'DateTime':
        return new Date(1_800_000_000_000 + (number % 1_000_000) * 1000).toISOString();
      default:
        return `text ${number}`;
    }
  }

  function object(typename: string, key: string): Generated {
    return generated(typename, ENTITIES.has(typename) ? `${typename}-${hash(key) % 4}` : key);
  }
}

function choice<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length] as Item;
}

/** The same text for equal values, whatever the order of their members. */
function stable(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === undefined ? '' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${name}:${stable(member)}`)
    .join()}}`;
}

/** FNV-1a with a final mix: near keys get distant numbers. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
  return (state ^ (state >>> 15)) >>> 0;
}
