import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

/** The variables of one request, as the client sent and declared them. */
export type ClientVariables = {
  values: Readonly<Record<string, unknown>>;
  definitions: ReadonlyMap<string, VariableDefinitionNode>;
};

/** The variables that an operation declares, by name. */
export function definitionsByName(
  definitions: readonly VariableDefinitionNode[] = [],
): ReadonlyMap<string, VariableDefinitionNode> {
  return new Map(definitions.map((definition) => [definition.variable.name.value, definition]));
}

/** The declared type of a variable; validation ensures that it is an input type. */
export function typeOfVariable(schema: GraphQLSchema, { type }: VariableDefinitionNode): GraphQLInputType | undefined {
  const known = typeFromAST(schema, type as never);
  return isInputType(known) ? known : undefined;
}
