import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';

/** The field of every subgraph that finds entities by their representations. */
export const ENTITIES = '_entities';
/** The planner's name for the variable of the representations. */
export const REPRESENTATIONS = 'representations';

/** A query of entities: the types of its other variables, and what it selects of each entity. */
export type EntitiesQuery = { variables: ReadonlyMap<string, string>; selection: string };

/** Takes a query of entities apart, which has one field and no fragments. */
export function entitiesQuery(operation: string): EntitiesQuery {
  const [definition, ...fragments] = parse(operation, { noLocation: true }).definitions;
  const [field, ...others] = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  if (definition?.kind !== Kind.OPERATION_DEFINITION || fragments.length + others.length > 0)
    throw new Error('The plan asks for entities in an unknown form.');
  if (field?.kind !== Kind.FIELD || field.name.value !== ENTITIES || field.selectionSet === undefined)
    throw new Error('The plan asks for entities in an unknown form.');
  const variables = (definition.variableDefinitions ?? [])
    .filter(({ variable }) => variable.name.value !== REPRESENTATIONS)
    .map(({ variable, type }) => [variable.name.value, print(type)] as const);
  return { variables: new Map(variables), selection: stripIgnoredCharacters(print(field.selectionSet)) };
}

/** One query for several: each has a name and representations of its own, and variables of one name are the same. */
export function joinedQuery(parts: readonly { name: string; representations: string; query: EntitiesQuery }[]): string {
  const types = new Map<string, string>();
  for (const { representations, query } of parts) {
    types.set(representations, '[_Any!]!');
    for (const [name, type] of query.variables) types.set(name, type);
  }
  const declaration = [...types].map(([name, type]) => `$${name}:${type}`).join();
  const fields = parts.map(
    ({ name, representations, query }) =>
      `${name}:${ENTITIES}(${REPRESENTATIONS}:$${representations})${query.selection}`,
  );
  return `query(${declaration}){${fields.join(' ')}}`;
}
