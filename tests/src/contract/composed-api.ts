import { composeServices } from '@apollo/composition';
import { type GraphQLSchema, parse } from 'graphql';
import { repositoryFile } from '../repository.js';

/** Composes the committed schemas of the subgraphs as the gateway's build does; throws all composition errors. */
export function composeSubgraphs() {
  const result = composeServices(
    ['identity', 'association', 'credits'].map((name) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(repositoryFile(`services/${name}/schema.graphql`)),
    })),
  );
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n'));
  return result;
}

/** The API schema that clients see. */
export function apiSchema(): GraphQLSchema {
  return composeSubgraphs().schema.toAPISchema().toGraphQLJSSchema();
}
