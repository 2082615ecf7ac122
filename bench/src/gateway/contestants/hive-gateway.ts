import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Circumstances, peerLibrary } from './circumstances.js';
import { type HeadersTo, identityOfRequests } from './identity-of-request.js';

type Propagation = { request: object; subgraphName: string };
type GatewayRuntime = { createGatewayRuntime(config: object): RequestListener };
type Jit = { useJIT(): object };
type RouterRuntime = { unifiedGraphHandler: unknown };

/** Starts Hive's gateway as its documentation does for Node.js, with compiled execution or with its planner in Rust. */
export async function startHiveGateway(circumstances: Circumstances, { rust }: { rust: boolean }): Promise<string> {
  const { createGatewayRuntime } = peerLibrary<GatewayRuntime>(circumstances, '@graphql-hive/gateway-runtime');
  const { useJIT } = peerLibrary<Jit>(circumstances, '@graphql-mesh/plugin-jit');
  const { unifiedGraphHandler } = peerLibrary<RouterRuntime>(circumstances, '@graphql-hive/router-runtime');
  const identityOf = await identityOfRequests(circumstances);
  const identities = new WeakMap<object, HeadersTo>();
  const runtime = createGatewayRuntime({
    supergraph: circumstances.supergraph,
    logging: false,
    landingPage: false,
    graphiql: false,
    // The runtime of the planner in Rust executes by itself: with the plugin, entities are null.
    ...(rust ? { unifiedGraphHandler } : { plugins: () => [useJIT()] }),
    propagateHeaders: {
      fromClientToSubgraphs({ request, subgraphName }: Propagation) {
        const headersTo = identities.get(request) ?? identityOf();
        identities.set(request, headersTo);
        return headersTo(subgraphName.toLowerCase());
      },
    },
  });
  const server = createServer(runtime).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
