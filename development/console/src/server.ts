import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { type FastifyReply, fastify } from 'fastify';
import { readApiReference } from './api-reference/api-reference.js';
import { associateDonePage } from './associate-done-page.js';
import { type DemonstrationAccounts, demonstrationAccounts } from './demonstration-accounts.js';
import { graphiqlPage, graphiqlPolicy } from './graphiql-page.js';
import { PAGE_HEADERS } from './html.js';
import { startMailbox } from './mailbox/mailbox.js';
import { mailboxRoutes } from './mailbox/mailbox-routes.js';
import { healthOf, type Process } from './processes.js';
import { startPage } from './start-page.js';

/** A running console. */
export type Console = { url: string; mailboxPort: number; stop(): Promise<void> };

/** Addresses are as browsers see them. */
export type ConsoleSettings = {
  port: number;
  host: string;
  /** Where the mailbox accepts mail (SMTP). */
  mailboxPort: number;
  /** The gateway, behind whose address the pages are served. */
  publicUrl: string;
  /** The issuer of work accounts. */
  issuer: string;
  /** Without it the pages offer no accounts. */
  demonstrationFile: string | undefined;
  /** The schema of the API. */
  apiFile: string;
  /** What the start page says about the processes. */
  processes: readonly Process[];
};

const require = createRequire(import.meta.url);
const packageFile = (name: string, path: string) => join(dirname(require.resolve(`${name}/package.json`)), path);
const asset = (name: string) => fileURLToPath(new URL(`../assets/${name}`, import.meta.url));

/** The files of the pages, by the names they are served under. */
const FILES: Record<string, string> = {
  'react.js': packageFile('react', 'umd/react.production.min.js'),
  'react-dom.js': packageFile('react-dom', 'umd/react-dom.production.min.js'),
  'graphiql.js': packageFile('graphiql', 'graphiql.min.js'),
  'graphiql.css': packageFile('graphiql', 'graphiql.min.css'),
  'graphiql-page.js': asset('graphiql-page.js'),
  'graphiql-page.css': asset('graphiql-page.css'),
  'pages.css': asset('pages.css'),
};

/** Serves GraphiQL and the pages that stand in for a front end. The gateway forwards their paths outside production. */
export async function startConsole(settings: ConsoleSettings): Promise<Console> {
  const { publicUrl, issuer } = settings;
  const demonstration: DemonstrationAccounts = demonstrationAccounts(settings.demonstrationFile);
  const app = fastify({ logger: false, forceCloseConnections: true });
  await app.register(fastifyStatic, { root: dirname(asset('pages.css')), serve: false });
  for (const path of ['/livez', '/readyz']) app.get(path, async () => ({ status: 'ready' }));

  const graphiql = graphiqlPage({ publicUrl, issuer, demonstration });
  app.get('/graphql', (_request, reply) => sendPage(reply, graphiql, graphiqlPolicy(issuer)));
  // At the addresses of an application too, for a gateway that serves none.
  for (const path of ['/console', '/'])
    app.get(path, async (_request, reply) => {
      const processes = await Promise.all(
        settings.processes.map(async (process) => ({ process, health: await healthOf(process) })),
      );
      return sendPage(reply, startPage({ publicUrl, issuer, demonstration, processes }));
    });
  const reference = readApiReference(settings.apiFile);
  // The addresses in the pages are relative to the folder.
  app.get('/console/api', (_request, reply) => reply.redirect('/console/api/'));
  app.get<{ Params: { '*': string } }>('/console/api/*', (request, reply) => {
    const path = request.params['*'].replace(/(^|\/)$/, '$1index.html');
    const content = reference.get(path);
    if (content === undefined) return reply.callNotFound();
    return sendFile(reply, path, content);
  });
  for (const path of ['/console/associate/done', '/associate/done'])
    app.get<{ Querystring: Record<string, unknown> }>(path, (request, reply) => {
      const { flow, completion_code: code, problem } = request.query;
      const end = { flow: text(flow), code: text(code), problem: text(problem) };
      return sendPage(reply, associateDonePage(end, publicUrl));
    });
  app.get<{ Params: { file: string } }>('/development/:file', (request, reply) => {
    const file = Object.hasOwn(FILES, request.params.file) ? FILES[request.params.file] : undefined;
    if (file === undefined) return reply.callNotFound();
    return reply.sendFile(basename(file), dirname(file), { cacheControl: false });
  });
  // Browsers request it on their own, whatever the page says.
  app.get('/favicon.ico', (_request, reply) => reply.sendFile('icon.svg', { cacheControl: false }));

  const mailbox = await startMailbox({ port: settings.mailboxPort, host: settings.host });
  app.addHook('onClose', () => mailbox.stop());
  mailboxRoutes(app, mailbox);
  await app.listen({ port: settings.port, host: settings.host });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, mailboxPort: mailbox.port, stop: () => app.close() };
}

function sendPage(reply: FastifyReply, page: string, policy = PAGE_HEADERS['content-security-policy']): FastifyReply {
  return reply
    .headers({ ...PAGE_HEADERS, 'content-security-policy': policy })
    .type('text/html; charset=utf-8')
    .send(page);
}

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** A file of the API reference; only its own script runs. */
function sendFile(reply: FastifyReply, path: string, content: string): FastifyReply {
  const policy = `script-src 'self'; ${PAGE_HEADERS['content-security-policy']}`;
  return reply
    .headers({ ...PAGE_HEADERS, 'content-security-policy': policy })
    .type(`${MEDIA_TYPES[extname(path)]}; charset=utf-8`)
    .send(content);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
