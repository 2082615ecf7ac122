import type { GatewayExecutionResult, GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError, getOperationAST, getVariableValues } from 'graphql';
import type { OperationPreparer, ReadyOperation } from '../planning/prepared-operation.js';
import type { LoadedSupergraph } from '../planning/supergraph.js';
import { answerText } from './answer-text.js';
import { executePlan } from './execute-plan.js';
import { withIntrospection } from './introspection.js';
import type { OperationScope } from './operation-scope.js';
import type { PlanRun } from './plan-run.js';
import { shapeAnswer } from './shape-answer.js';
import type { SubgraphRequest } from './subgraphs/subgraph-answer.js';
import type { SubgraphSource } from './subgraphs/subgraph-source.js';

/** A supergraph as Apollo Server expects it: its schema, and how an operation is planned, executed and answered. */
export function federated(parts: {
  supergraph: LoadedSupergraph;
  sdl: string;
  sources: ReadonlyMap<string, SubgraphSource>;
  preparer: OperationPreparer;
}): GatewayInterface {
  const { supergraph, sources, preparer } = parts;
  const { apiSchema } = supergraph;

  async function answer(
    { prepared, variables }: ReadyOperation,
    scope: OperationScope,
  ): Promise<GatewayExecutionResult> {
    const run: PlanRun = { schema: apiSchema, data: {}, gaps: new Map(), errors: [], placeless: [] };
    const ask = (subgraph: string, request: SubgraphRequest) => sourceOf(subgraph)(scope, request);
    await executePlan({ run, ask, variables }, prepared.requests);
    const text = answerText(run, prepared.root);
    if (text !== undefined) return { data: text };
    const { data, errors, faulty } = shapeAnswer(run, prepared.root);
    if (errors.length === 0) return { data };
    return { data, errors: faulty || (data === null && errors.some(isInternal)) ? failed(errors) : errors };
  }

  function sourceOf(subgraph: string): SubgraphSource {
    const source = sources.get(subgraph);
    if (source === undefined) throw new Error(`No address is set for the subgraph ${subgraph}.`);
    return source;
  }

  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema, coreSupergraphSdl: parts.sdl });
      return () => undefined;
    },
    load: async () => ({
      executor: withIntrospection(async ({ request, document, queryHash, context }) => {
        const operation = getOperationAST(document, request.operationName);
        if (!operation) throw new Error('The operation was not resolved.');
        const values = request.variables ?? {};
        const { coerced, errors } = getVariableValues(apiSchema, operation.variableDefinitions ?? [], values);
        if (coerced === undefined) return { errors };
        return answer(preparer.prepare({ queryHash, document, operation, values, coerced }), context as OperationScope);
      }),
    }),
    stop: async () => undefined,
  };
}

function isInternal({ extensions: { code } }: GraphQLError): boolean {
  return code === undefined || code === 'INTERNAL_SERVER_ERROR';
}

/** Marks the answer as an internal error by its HTTP status. */
function failed([first, ...others]: readonly GraphQLError[]): GraphQLError[] {
  if (first === undefined) return [];
  const { message, path, extensions } = first;
  const marked = new GraphQLError(message, { path, extensions: { ...extensions, http: { status: 500 } } });
  return [marked, ...others];
}
