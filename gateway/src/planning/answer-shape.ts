import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isSpecifiedScalarType,
} from 'graphql';

/** Where a value goes in the answer, and what may be there by the API schema. */
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
  /** In the answer, as the client calls it. */
  name: string;
  /** In the data that the plan brings. `__typename` is known without it. */
  planned: string;
  place: Place;
};

/** A place for values of this type; `named` says what its name stands for. */
export function placeOf(type: GraphQLOutputType, named: Omit<Place, 'nonNull'>): Place {
  if (isNonNullType(type)) return { ...placeOf(type.ofType, named), nonNull: true };
  if (isListType(type)) return { nonNull: false, item: placeOf(type.ofType, named) };
  return { nonNull: false, ...named };
}

/** Whether a value may stand for this scalar or enum in an answer. A scalar of our own is whatever its service makes of it. */
export function leafCheck(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => names.has(value);
  }
  if (!isSpecifiedScalarType(type)) return () => true;
  const expected = { Int: 'number', Float: 'number', Boolean: 'boolean' }[type.name] ?? 'string';
  return (value) => typeof value === expected;
}
