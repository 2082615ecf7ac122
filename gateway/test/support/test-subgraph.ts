import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { verifyIdentityToken } from '@app/subgraph-kit/callers/identity-token';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { type GraphQLFieldResolver, type GraphQLSchema, graphql, parse } from 'graphql';
import type { CryptoKey } from 'jose';

export type Received = {
  caller: Caller;
  requestId: string;
  headers: IncomingHttpHeaders;
  query: string;
  variables: Record<string, unknown>;
};
type Resolvers = Record<string, Record<string, GraphQLFieldResolver<never, never> | ((reference: never) => unknown)>>;
export type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A real small subgraph that verifies the gateway's token and records its requests. */
export type TestSubgraph = {
  url: string;
  sdl: string;
  received: Received[];
  /** Replaces the GraphQL answer from now on; undefined restores it. */
  behave(how: Answering | undefined): void;
  /** Answers every other path. */
  serve(how: Answering): void;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

export async function startTestSubgraph(options: {
  name: string;
  sdl: string;
  verifyKey: CryptoKey;
  resolvers?: Resolvers;
  /** Instead of a schema of SDL and resolvers. */
  schema?: GraphQLSchema;
}): Promise<TestSubgraph> {
  const { name, verifyKey } = options;
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n${options.sdl}`;
  const schema =
    options.schema ?? buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: options.resolvers as never }]);
  const received: Received[] = [];
  let behavior: Answering | undefined;
  let elsewhere: Answering = (_request, response) => response.writeHead(404).end();

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(request, response, Buffer.concat(chunks).toString('utf8')));
  });
  async function answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    if (request.url === '/readyz') return void response.end('{}');
    if (request.url !== '/graphql') return elsewhere(request, response, body);
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const { caller } = await verifyIdentityToken(token, {
      key: verifyKey,
      audience: name,
      clock: systemClock,
    });
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const requestId = String(request.headers['x-request-id']);
    received.push({ caller, requestId, headers: request.headers, query, variables });
    if (behavior !== undefined) return behavior(request, response, body);
    const result = await graphql({ schema, source: query, variableValues: variables, contextValue: { caller } });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
  }

  let port = 0;
  const listen = () => new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((closed) => void server.close(() => closed()));
  };
  await listen();
  port = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${port}`,
    sdl,
    received,
    behave: (how) => {
      behavior = how;
    },
    serve: (how) => {
      elsewhere = how;
    },
    pause: close,
    resume: listen,
    stop: close,
  };
}
