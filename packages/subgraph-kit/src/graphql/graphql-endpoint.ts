import { type ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { RequestReads } from '../database/reads.js';
import { Retries } from '../database/retries.js';

type WithReads = { readonly reads: RequestReads };

/** Fields of a mutation's result are read after the change; the change is never repeated for a consistent snapshot. */
export const mutationsMayMixSnapshots: ApolloServerPlugin<WithReads> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, contextValue }) {
        if (operation?.operation === OperationTypeNode.MUTATION) contextValue.reads.allowMixedSnapshots();
      },
    };
  },
};

/**
 * Serves operations. A query whose snapshot is lost after the first read is executed again as a whole, so that its
 * answer is consistent.
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
  if (body.kind !== 'complete') throw new Error('Incremental delivery is not supported.');
  for (const [name, value] of headers) reply.header(name, value);
  reply.header('cache-control', 'no-store');
  return reply.code(status ?? 200).send(body.string);
}
