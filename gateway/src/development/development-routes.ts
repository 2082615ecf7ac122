import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewaySettings } from '../environment.js';
import { associateDonePage } from './associate-done-page.js';
import { demonstrationAccounts } from './demonstration-accounts.js';
import { graphiqlPage, graphiqlPolicy } from './graphiql-page.js';
import { PAGE_HEADERS } from './html.js';
import { startPage } from './start-page.js';

const require = createRequire(import.meta.url);
const packageFile = (name: string, path: string) => join(dirname(require.resolve(`${name}/package.json`)), path);
const own = (name: string) => fileURLToPath(new URL(`../../assets/${name}`, import.meta.url));

/** The files of the pages, by the names they are served under. */
const FILES: Record<string, string> = {
  'react.js': packageFile('react', 'umd/react.production.min.js'),
  'react-dom.js': packageFile('react-dom', 'umd/react-dom.production.min.js'),
  'graphiql.js': packageFile('graphiql', 'graphiql.min.js'),
  'graphiql.css': packageFile('graphiql', 'graphiql.min.css'),
  'graphiql-page.js': own('graphiql-page.js'),
  'graphiql-page.css': own('graphiql-page.css'),
  'pages.css': own('pages.css'),
};

/** GraphiQL in place of an answer where a browser opens the endpoint. */
export type DevelopmentPages = {
  isForGraphiql(request: FastifyRequest): boolean;
  graphiql(reply: FastifyReply): FastifyReply;
};

/** The pages that stand in for a front end; never registered in production. */
export async function developmentRoutes(app: FastifyInstance, settings: GatewaySettings): Promise<DevelopmentPages> {
  const { publicUrl, workIssuer: issuer } = settings;
  const demonstration = demonstrationAccounts(settings.demonstrationFile);
  await app.register(fastifyStatic, { root: dirname(own('pages.css')), serve: false });
  app.get<{ Params: { file: string } }>('/development/:file', (request, reply) => {
    const file = Object.hasOwn(FILES, request.params.file) ? FILES[request.params.file] : undefined;
    if (file === undefined) return reply.callNotFound();
    return reply.sendFile(basename(file), dirname(file), { cacheControl: false });
  });
  // Browsers ask for it on their own, whatever the page says.
  app.get('/favicon.ico', (_request, reply) => reply.sendFile('icon.svg', { cacheControl: false }));
  app.get<{ Querystring: Record<string, unknown> }>('/associate/done', (request, reply) => {
    const { flow, completion_code: code, problem } = request.query;
    return sendPage(
      reply,
      associateDonePage({ flow: text(flow), code: text(code), problem: text(problem) }, publicUrl),
    );
  });
  app.get('/', (_request, reply) => sendPage(reply, startPage({ publicUrl, issuer, demonstration })));
  const graphiql = graphiqlPage({ publicUrl, issuer, demonstration });
  const policy = graphiqlPolicy(issuer);
  return {
    isForGraphiql: ({ headers, url }) => !url.includes('?') && (headers.accept ?? '').includes('text/html'),
    graphiql: (reply) => sendPage(reply, graphiql, policy),
  };
}

function sendPage(reply: FastifyReply, page: string, policy = PAGE_HEADERS['content-security-policy']): FastifyReply {
  return reply
    .headers({ ...PAGE_HEADERS, 'content-security-policy': policy })
    .type('text/html; charset=utf-8')
    .send(page);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
