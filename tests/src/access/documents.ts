import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A question of the matrix; the object that it is about is at `path` of the answer. */
export type Question = { query: string; type: string; path: readonly (string | number)[] };

/** Less than the gateway's limits of tokens and aliases. */
const MOST_WORDS = 280;
const MOST_ALIASES = 14;
/** The gateway's limit of items, less a part for siblings, and the length that it assumes of a list without pages. */
const MOST_ITEMS = 4000;
const UNPAGED = 10;

/** Objects of other services in lists: what every caller with such a list sees of them. */
const SHORT: Readonly<Record<string, string>> = {
  User: '{ id displayName email }',
  Organization: '{ id name }',
  Association: '{ id profileId source status }',
};

/** Values of arguments that a field needs, by their name. */
const VALUES: Readonly<Record<string, string>> = {
  ...{ first: '2', months: '3', source: 'MICROSOFT_LEARN', by: 'COUNTRY', dimension: 'NAME', input: '{}' },
  ...{ designation: '"infrastructure"', designations: '["infrastructure"]', code: '"infrastructure"' },
  ...{ from: '"2015-01-01"', eventId: '"evt_none"' },
};

type Field = GraphQLField<unknown, unknown>;

/** Questions with every field below an object, each in a document that the gateway accepts. */
export function documentsOf(
  schema: GraphQLSchema,
  given: Readonly<Record<string, string>>,
  isFreeOfErrors: (type: string, field: string) => boolean,
) {
  const values = { ...VALUES, ...given };

  function call(field: Field): string {
    const args = field.args.flatMap(({ name, type, defaultValue }) => {
      const needed = isNonNullType(type) && defaultValue === undefined;
      if (!needed && name !== 'first' && name !== 'months') return [];
      const value = values[`${field.name}.${name}`] ?? values[name];
      if (value === undefined) throw new Error(`The argument ${name} of ${field.name} is new: add a value of it.`);
      return [`${name}: ${value}`];
    });
    return args.length > 0 ? `${field.name}(${args.join(', ')})` : field.name;
  }

  function whole(field: Field, above: readonly string[]): string | undefined {
    const type = getNamedType(field.type);
    if (isLeafType(type)) return call(field);
    if (!isObjectType(type)) return undefined;
    const inner = SHORT[type.name] ?? selection(type, above);
    return inner && `${call(field)} ${inner}`;
  }

  function selection(type: GraphQLObjectType, above: readonly string[]): string | undefined {
    const isRepeated = above.includes(type.name);
    const fields = Object.values(type.getFields()).filter(
      (field) => !isRepeated || isLeafType(getNamedType(field.type)),
    );
    const texts = fields.flatMap((field) => whole(field, [...above, type.name]) ?? []);
    return texts.length > 0 ? `{ ${texts.join(' ')} }` : undefined;
  }

  /** The items of lists that a selection may have, as the gateway counts them. */
  function items(field: Field, above: readonly string[], times = 1): number {
    const type = getNamedType(field.type);
    const isPaged = field.args.some(({ name }) => name === 'first');
    const length = isList(field) && !isPaged ? times * UNPAGED : times * (isPaged ? Number(values.first) : 1);
    if (!isObjectType(type) || type.name in SHORT) return length;
    const fields = Object.values(type.getFields()).filter(
      (inner) => !above.includes(type.name) || isLeafType(getNamedType(inner.type)),
    );
    return fields.reduce((sum, inner) => sum + items(inner, [...above, type.name], length), length);
  }

  /** The field alone, or its parts where the whole is too large. What no caller may ask is left out. */
  function parts(field: Field, above: readonly string[], times = 1): string[] {
    const text = whole(field, above);
    if (text === undefined) return [];
    const type = getNamedType(field.type);
    if (wordsIn(text) <= MOST_WORDS && items(field, above, times) <= MOST_ITEMS) return [text];
    if (!isObjectType(type)) return [];
    const length = isList(field) ? times * UNPAGED : times;
    const inner = Object.values(type.getFields()).flatMap((one) =>
      above.includes(type.name) && !isLeafType(getNamedType(one.type)) ? [] : parts(one, [...above, type.name], length),
    );
    return packed(inner, 4).map((part) => `${call(field)} { ${part} }`);
  }

  return {
    /** Every field of the object that a root field returns, with everything below. */
    deep: (root: string, type: string): Question[] =>
      packed(
        Object.values((schema.getType(type) as GraphQLObjectType).getFields()).flatMap((field) => {
          const alone = isNonNullType(field.type) && !isFreeOfErrors(type, field.name);
          return parts(field, [type]).map((text) => (alone ? [text] : text));
        }),
        6,
      ).map((part) => ({ query: `{ found: ${root} { ${part} } }`, type, path: ['found'] })),
    /** A root field with everything below. */
    root: (field: Field): Question[] =>
      parts(field, []).map((part) => ({ query: `{ ${part} }`, type: 'Query', path: [] })),
    /** Each field of an object by itself, because an error may hide the fields beside it; objects in it by their name. */
    flat: (root: string, type: string, on: string, only?: readonly string[]): Question[] => {
      const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields()).filter(
        ({ name }) => only === undefined || only.includes(name),
      );
      const asked = fields.map(
        (field) => `${call(field)}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`,
      );
      return chunks(asked, MOST_ALIASES).flatMap((chunk) => {
        const query = `{ ${chunk.map((text, index) => `x${index}: ${root} { ${on} { ${text} } }`).join(' ')} }`;
        return chunk.map((_, index) => ({ query, type, path: [`x${index}`] }));
      });
    },
    /** The selections of a type's fields for the answer of a mutation: those that may be null together, each other one alone. */
    selections: (type: string): string[] => {
      const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields());
      const text = (field: Field) => `${call(field)}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`;
      const nullable = fields.filter((field) => !isNonNullType(field.type)).map(text);
      return [nullable.join(' '), ...fields.filter((field) => isNonNullType(field.type)).map(text)];
    },
  };
}

/** Texts that fit into one selection, together; one in brackets stays alone, because its error hides the others. */
function packed(texts: readonly (string | string[])[], most: number): string[] {
  const packs: string[][] = [];
  for (const text of texts.flatMap((one) => (typeof one === 'string' ? one : []))) {
    const last = packs.at(-1);
    if (
      last !== undefined &&
      last.length < most &&
      wordsIn([...last, text].join(' ')) <= MOST_WORDS &&
      !hasField(last, text)
    )
      last.push(text);
    else packs.push([text]);
  }
  return [...packs.map((pack) => pack.join(' ')), ...texts.flatMap((one) => (typeof one === 'string' ? [] : one))];
}

/** Parts of one field with a list each would have more items together. */
function hasField(pack: readonly string[], text: string): boolean {
  const nameOf = (one: string) => /^\w+/.exec(one)?.[0];
  return pack.some((one) => nameOf(one) === nameOf(text));
}

function wordsIn(text: string): number {
  return text.split(/\s+/).length;
}

function isList({ type }: Field): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
