import { contestant, peerLibrary } from './circumstances.js';
import { type HeadersTo, identityOfRequests } from './identity-of-request.js';

type SubgraphFetch = { request: { http?: { headers: Map<string, string> } }; context: { headersTo?: HeadersTo } };
type DataSource = { willSendRequest?(fetch: SubgraphFetch): Promise<void> };
type ApolloGateway = {
  ApolloGateway: new (options: {
    supergraphSdl: string;
    buildService(service: { name: string; url: string }): DataSource;
  }) => object;
  RemoteGraphQLDataSource: new (options: { url: string } & DataSource) => DataSource;
};
type ApolloServer = { ApolloServer: new (options: { gateway: object }) => object };
type Standalone = {
  startStandaloneServer(
    server: object,
    options: { listen: object; context(): Promise<{ headersTo: HeadersTo }> },
  ): Promise<{ url: string }>;
};

// Apollo's gateway and server as their documentation starts them; a data source adds the caller's identity.
contestant(async (circumstances) => {
  const { ApolloGateway, RemoteGraphQLDataSource } = peerLibrary<ApolloGateway>(circumstances, '@apollo/gateway');
  const { ApolloServer } = peerLibrary<ApolloServer>(circumstances, '@apollo/server');
  const { startStandaloneServer } = peerLibrary<Standalone>(circumstances, '@apollo/server/standalone');
  const identityOf = await identityOfRequests(circumstances);
  const gateway = new ApolloGateway({
    supergraphSdl: circumstances.supergraph,
    buildService: ({ name, url }) =>
      new RemoteGraphQLDataSource({
        url,
        async willSendRequest({ request, context }) {
          for (const [header, value] of Object.entries((await context.headersTo?.(name)) ?? {}))
            request.http?.headers.set(header, value);
        },
      }),
  });
  const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => ({ headersTo: identityOf() }),
  });
  return url;
});
