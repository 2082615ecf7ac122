import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from 'pino';
import { libraryLog } from './library-log.js';
import type { OperationScope } from './operation-scope.js';
import type { SubgraphSource } from './subgraphs/subgraph-source.js';

/**
 * Apollo's own gateway over the same services: the setting `GATEWAY_EXECUTION=apollo` turns the compiled execution off.
 * Its faults are those of ADR 0018. It is loaded only where the setting asks for it.
 */
export async function libraryGateway(
  sdl: string,
  sources: ReadonlyMap<string, SubgraphSource>,
  log: Logger,
): Promise<GatewayInterface> {
  const { ApolloGateway } = await import('@apollo/gateway');
  log.warn('GATEWAY_EXECUTION=apollo: operations are planned and executed by @apollo/gateway');
  return new ApolloGateway({
    supergraphSdl: sdl,
    logger: libraryLog(log),
    buildService: ({ name }) => dataSource(sources.get(name)),
  });
}

/** Sends what the library asks for as the compiled execution sends it: same connections, headers and time limits. */
function dataSource(ask: SubgraphSource | undefined): GraphQLDataSource {
  return {
    async process({ request, context }) {
      if (ask === undefined) throw new Error('No address is set for the subgraph.');
      const { query = '', variables, operationName } = request;
      const body = JSON.stringify({ query, variables, operationName });
      const isMutation = /^\s*mutation\b/.test(query);
      return ask(context as unknown as OperationScope, { body, isMutation });
    },
  };
}
