import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { contestant } from './circumstances.js';
import { type Contexts, joinedSchema } from './one-process/joined-schema.js';
import { openServices } from './one-process/services.js';

const API = join(import.meta.dirname, '../../../../api.graphql');

// What federation costs: the resolvers and statements of all services in one process and one schema, without a gateway
// and without requests between services.
contestant(async ({ caller, serviceSettings }) => {
  const { schemas, contextsOf } = await openServices(serviceSettings);
  const server = new ApolloServer<{ contexts: Contexts; end(): void }>({
    schema: joinedSchema(readFileSync(API, 'utf8'), schemas),
    plugins: [{ requestDidStart: async () => ({ willSendResponse: async ({ contextValue }) => contextValue.end() }) }],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => contextsOf(caller),
  });
  return url;
});
