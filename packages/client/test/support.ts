import { createClient } from '@skill-link/client/client';
import { TypedDocumentString } from '@skill-link/client/document';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

/** What the stub of the API received. */
export type Received = {
  headers: FastifyRequest['headers'];
  body: { query?: string; documentId?: string; variables?: { input?: { idempotencyKey?: string } } };
};

type Handler = (received: Received, reply: FastifyReply, attempt: number) => unknown;

/** A stub of the API over HTTP: `answer` decides about each attempt, counted from 1. */
export async function stubApi(answer: Handler) {
  const received: Received[] = [];
  const server = fastify();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  server.post('/*', (request, reply) => {
    received.push({ headers: request.headers, body: request.body as Received['body'] });
    return answer(received.at(-1) as Received, reply, received.length);
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${address}/graphql`, address, received, stop: () => server.close() };
}

/** Closes the connection without an answer. */
export function drop(reply: FastifyReply): FastifyReply {
  reply.raw.destroy();
  return reply.hijack();
}

/** A client of the stub with a fixed token and short pauses. */
export function clientOf(url: string, renew: () => Promise<boolean> = async () => false) {
  return createClient({ url, pauses: [1, 1], credentials: { headers: () => ({ authorization: 'Bearer t' }), renew } });
}

type Invited =
  | { readonly __typename: 'InviteUserSuccess'; readonly user: { readonly id: string } }
  | { readonly __typename: 'UserExistsError'; readonly message: string };

export const ViewerDocument = new TypedDocumentString<
  { readonly viewer: { readonly id: string } | null },
  { readonly [key: string]: never }
>('query Viewer { viewer { id } }');

export const InviteDocument = new TypedDocumentString<
  { readonly inviteUser: Invited },
  { readonly input: { readonly email: string; readonly idempotencyKey?: string | null } }
>(`mutation Invite($input: InviteUserInput!) {
  inviteUser(input: $input) { __typename ... on InviteUserSuccess { user { id } } ... on UserExistsError { message } }
}`);

export const DeleteDocument = new TypedDocumentString<
  { readonly deleteUser: { readonly __typename: string } },
  { readonly input: { readonly userId: string } }
>('mutation Delete($input: DeleteUserInput!) { deleteUser(input: $input) { __typename } }');
