import { type ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestReads } from './reads.js';
import { Retries } from './retries.js';

type WithReads = { readonly reads: RequestReads };

/** The fields of a mutation are read after it was carried out; what is done is not done again for the sake of one snapshot. */
export const mutationsMixSnapshots: ApolloServerPlugin<WithReads> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation === 'mutation') contextValue.reads.allowMixedSnapshots();
      },
    };
  },
};

/**
 * Serves operations. A query whose snapshot was lost after some of it had been read is carried out again as a whole, so
 * that all of its answer is of one moment.
 */
export function graphqlEndpoint<Context extends WithReads>(
  apollo: ApolloServer<Context>,
  parts: {
    openReads(request: FastifyRequest): RequestReads;
    context(request: FastifyRequest, reads: RequestReads): Context;
  },
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const retries = new Retries();
    for (;;) {
      const reads = parts.openReads(request);
      const end = () => void reads.end();
      reply.raw.once('close', end);
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method, headers: headersOf(request), search: '', body: request.body },
        context: async () => parts.context(request, reads),
      });
      if (reads.lostSnapshot === undefined || !(await retries.shouldRetry(reads.lostSnapshot)))
        return send(reply, answer);
      reply.raw.off('close', end);
      await reads.end();
    }
  };
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') map.set(name, value);
  return map;
}

function send(reply: FastifyReply, { headers, status, body }: HTTPGraphQLResponse): FastifyReply {
  if (body.kind !== 'complete') throw new Error('A subgraph answers in one piece.');
  for (const [name, value] of headers) reply.header(name, value);
  return reply.code(status ?? 200).send(body.string);
}
