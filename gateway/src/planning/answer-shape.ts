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
  /** Of a union or an interface: by the name of the object's type. */
  byType?: ReadonlyMap<string, ObjectShape>;
  /** Of a scalar or an enum. */
  leaf?: (value: unknown) => boolean;
};
export type ObjectShape = { type: string; fields: FieldShape[] };
export type FieldShape = {
  /** The client's name in the answer. */
  name: string;
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

/** Whether a value is valid for this scalar or enum in an answer. Values of custom scalars are not checked. */
export function leafCheck(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => names.has(value);
  }
  if (!isSpecifiedScalarType(type)) return () => true;
  const expected = { Int: 'number', Float: 'number', Boolean: 'boolean' }[type.name] ?? 'string';
  return (value) => typeof value === expected;
}
