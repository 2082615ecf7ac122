import type { ApolloServerPlugin } from '@apollo/server';
import { assertStorable } from '@app/subgraph-kit/values/text';
import {
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from 'graphql';
import { briefErrors } from './brief-errors.js';
import { fragmentsByName } from './document-limits.js';
import { LIMITS } from './limits.js';
import { countNodes, nodesInWords } from './node-count.js';

/** A coded error with HTTP 400, before anything is planned or requested. */
function rejected(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

/** Checks that Apollo Server leaves to execution, where a fault would be an internal error or reach a subgraph. */
export const requestChecks: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request }) {
        if (operation === undefined)
          throw rejected(
            'The document holds no operation of this name, or several and no operationName says which.',
            'OPERATION_RESOLUTION_FAILURE',
          );
        if (operation.operation === OperationTypeNode.SUBSCRIPTION || !schema.getRootType(operation.operation))
          throw rejected(`There are no ${operation.operation}s here.`, 'GRAPHQL_VALIDATION_FAILED');
        assertVariableNames(operation);
        const variables = request.variables ?? {};
        assertStorableInput(document, variables);
        const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
          maxErrors: 5,
        });
        if (errors !== undefined) throw rejected(errors.map((error) => error.message).join(' '), 'BAD_USER_INPUT');
        assertNodes(nodesOf(schema, document, operation, coerced));
      },
      // The library adds the fields that it made null, with stacks, to the extensions of an answer.
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        delete singleResult.extensions;
        if (singleResult.errors !== undefined)
          singleResult.errors = briefErrors(singleResult.errors, LIMITS.errorsOfAKind);
      },
    };
  },
};

/** As a key it would change the prototype of an object: neither the library nor a service would find the value. */
function assertVariableNames({ variableDefinitions = [] }: OperationDefinitionNode): void {
  if (variableDefinitions.some(({ variable }) => variable.name.value === '__proto__'))
    throw rejected('A variable cannot be called $__proto__. Give it another name.', 'BAD_USER_INPUT');
}

function nodesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  coerced: Record<string, unknown>,
): number {
  try {
    return countNodes(schema, operation, fragmentsByName(document), coerced, LIMITS.unpagedList, LIMITS.listLengths);
  } catch (error) {
    // A condition whose variable is nullable because of its default, and is null.
    if (error instanceof GraphQLError) throw rejected(error.message, 'BAD_USER_INPUT');
    throw error;
  }
}

function assertNodes(asked: number): void {
  if (asked <= LIMITS.nodes) return;
  const [much, allowed] = [nodesInWords(asked), nodesInWords(LIMITS.nodes)];
  throw rejected(
    `The operation asks for up to ${much} nodes; ${allowed} are allowed. Ask for smaller pages (first), or nest fewer lists in each other.`,
    'QUERY_TOO_COMPLEX',
  );
}

/** Documents that were checked: the same document is sent again and again. */
const storable = new WeakSet<DocumentNode>();
const storableText: ASTVisitor = { enter: (node) => assertStorableNode(node) };

function assertStorableNode(node: ASTNode): void {
  if (node.kind === Kind.STRING) assertStorable(node.value, 'The document');
}

function assertStorableInput(document: DocumentNode, variables: Record<string, unknown>): void {
  try {
    assertStorable(variables);
    if (!storable.has(document)) visit(document, storableText);
    storable.add(document);
  } catch (error) {
    if (error instanceof RangeError) throw rejected('The variables are nested too deep.', 'BAD_USER_INPUT');
    throw rejected((error as Error).message, 'BAD_USER_INPUT');
  }
}
