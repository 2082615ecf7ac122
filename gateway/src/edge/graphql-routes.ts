import type { FastifyInstance } from 'fastify';
import { compressAnswers } from './compression.js';
import { consolePage, isOpenedInBrowser } from './console-pages.js';
import { type GraphqlRoute, graphqlHandler } from './graphql-route.js';
import { rejectUnread } from './rejection.js';

/** The endpoint of the API: operations by POST, queries also by GET; a browser that opens it is shown GraphiQL. */
export async function graphqlRoutes(
  scope: FastifyInstance,
  route: GraphqlRoute,
  consoleUrl: string | undefined,
): Promise<void> {
  scope.removeAllContentTypeParsers();
  // The handler reads the body itself, once it knows the caller and with that the limit of the body.
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  await compressAnswers(scope);
  const handler = graphqlHandler(route);
  const page = consoleUrl === undefined ? undefined : await consolePage(scope, consoleUrl);
  scope.post('/graphql', handler);
  scope.get('/graphql', { exposeHeadRoute: false }, (request, reply) =>
    page !== undefined && isOpenedInBrowser(request)
      ? page(request, reply, () => handler(request, reply))
      : handler(request, reply),
  );
  scope.route({
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: (_request, reply) =>
      rejectUnread(reply.header('allow', 'GET, POST'), 405, 'Operations are sent by POST, queries also by GET.'),
  });
}
