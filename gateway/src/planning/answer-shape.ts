import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isSpecifiedScalarType,
} from 'graphql';

/** The place of a value in the answer, and the values that the API schema allows there. */
export type Place = {
  nonNull: boolean;
  /** Of a list: its items. */
  item?: Place;
  /** Of an object of one type. */
  object?: ObjectShape;
  /** Of a union or an interface: by the name of the object's type, which is undefined where it was not requested. */
  byType?: ReadonlyMap<string | undefined, ObjectShape>;
  /** Of a scalar or an enum. */
  leaf?: LeafText;
};
/** The JSON text of a value; undefined for a value that the type does not allow. */
export type LeafText = (value: unknown) => string | undefined;
export type ObjectShape = { type: string; fields: FieldShape[] };
export type FieldShape = {
  /** The client's name in the answer. */
  name: string;
  /** The text before the value in the answer: `{"name":` for the first field of an object, else `,"name":`. */
  lead: string;
  /** The name in the data of the plan. `__typename` is known without the data. */
  planned: string;
  place: Place;
};

/** The place for values of a type; `named` describes the named type in it. */
export function placeOf(type: GraphQLOutputType, named: Omit<Place, 'nonNull'>): Place {
  if (isNonNullType(type)) return { ...placeOf(type.ofType, named), nonNull: true };
  if (isListType(type)) return { nonNull: false, item: placeOf(type.ofType, named) };
  return { nonNull: false, ...named };
}

/** The text before the value of a field, which is the `nth` of its object. */
export function leadOf(name: string, nth: number): string {
  return `${nth === 0 ? '{' : ','}${JSON.stringify(name)}:`;
}

/** How values of a scalar or an enum are written in an answer. Values of custom scalars are not checked. */
export function leafText(type: GraphQLLeafType): LeafText {
  if (isEnumType(type)) {
    const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, `"${name}"`]));
    return (value) => texts.get(value);
  }
  if (!isSpecifiedScalarType(type)) return (value) => JSON.stringify(value);
  const isValid = VALID[type.name] ?? isText;
  return (value) => (isValid(value) ? JSON.stringify(value) : undefined);
}

/** A number that no double holds is read as infinite, and JSON has none: it would become null. */
const VALID: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => typeof value === 'number' && (value | 0) === value,
  Float: Number.isFinite,
  Boolean: (value) => typeof value === 'boolean',
};
const isText = (value: unknown) => typeof value === 'string';
