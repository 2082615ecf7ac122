import { createRequire } from 'node:module';
import type { Answer, AuditedGateway, StartAudited } from './audited.js';

type Gateway = { ApolloGateway: new (options: { supergraphSdl: string }) => object };
type Server = {
  start(): Promise<void>;
  stop(): Promise<void>;
  executeOperation(request: { query: string }): Promise<{ body: { singleResult: Answer } }>;
};
type Apollo = { ApolloServer: new (options: { gateway: object }) => Server };

/** Apollo's gateway and server from the folder of the other gateways, as their documentation starts them. */
export function stockIn(folder: string): StartAudited {
  const load = createRequire(`${folder}/`);
  const { ApolloGateway } = load('@apollo/gateway') as Gateway;
  const { ApolloServer } = load('@apollo/server') as Apollo;
  return async ({ supergraph }): Promise<AuditedGateway> => {
    const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl: supergraph }) });
    await server.start();
    return {
      async ask(query) {
        const { body } = await server.executeOperation({ query });
        return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
      },
      stop: () => server.stop(),
    };
  };
}
