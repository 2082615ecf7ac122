import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import type { LearningAccount, SignInAccounts } from './accounts.js';
import { LEARN_CLIENT, UNIVERSITY_CLIENT } from './clients.js';
import { developmentTokenEndpoint, developmentTokens } from './development-token.js';
import { keepCookiesForTheSession, sendHtml, sendJson } from './http-messages.js';
import { learningProvider } from './learning-provider.js';
import { problemPage } from './pages.js';
import { type SignInChoice, signInForm } from './sign-in-form.js';
import { workProvider } from './work-provider.js';

/** How a development sign-in provider is started. */
export type SignInProviderOptions = {
  /** 0 takes a free one. */
  port: number;
  host?: string;
  /** This provider as browsers see it; the issuers are below it. */
  publicUrl?: string;
  /** The gateway as browsers see it: learning sign-ins return to its callback. */
  gatewayUrl: string;
  accounts: SignInAccounts;
  /**
   * Origins to which work sign-ins may return and that may request development tokens. The gateway's origin is always
   * one.
   */
  frontendOrigins?: readonly string[];
  audience?: string;
};

/** A running development sign-in provider. */
export type SignInProvider = {
  url: string;
  issuers: { work: string; learn: string; university: string };
  audience: string;
  /** The same token as POST /work/development-token; rejects for an unknown login. */
  developmentToken(login: string): Promise<string>;
  stop(): Promise<void>;
};

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** In the order of names; accounts for error cases, which have a note, come last. */
const learningChoices = (accounts: readonly LearningAccount[]): SignInChoice[] =>
  [...accounts].sort(
    (a, b) =>
      Number(a.note !== undefined) - Number(b.note !== undefined) || a.displayName.localeCompare(b.displayName, 'en'),
  );

/** Starts the three issuers /work, /learn and /university on one port. */
export async function startSignInProvider(options: SignInProviderOptions): Promise<SignInProvider> {
  const { accounts, gatewayUrl, audience = 'api://skill-link' } = options;
  let handle: Handler = (_request, response) =>
    sendJson(response.setHeader('retry-after', '1'), 503, { status: 'starting' });
  const server = createServer((request, response) => {
    Promise.resolve(handle(request, response)).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent)
        sendHtml(response, 500, problemPage('Something went wrong', 'The log of the sign-in provider has the reason.'));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });

  const { port } = server.address() as AddressInfo;
  const url = (options.publicUrl ?? `http://localhost:${port}`).replace(/\/$/, '');
  const issuers = { work: `${url}/work`, learn: `${url}/learn`, university: `${url}/university` };
  const frontendOrigins = [...new Set([new URL(gatewayUrl).origin, ...(options.frontendOrigins ?? [])])];
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keyId = randomUUID();
  const shared = {
    signingKey: { ...(await exportJWK(privateKey)), kid: keyId, alg: 'RS256', use: 'sig' },
    cookieSecret: randomUUID(),
  };

  const work = workProvider({
    ...shared,
    name: 'work',
    issuer: issuers.work,
    audience,
    frontendOrigins,
    accounts: accounts.work,
    machines: accounts.machines,
  });
  const learn = learningProvider({
    ...shared,
    name: 'learn',
    issuer: issuers.learn,
    gatewayUrl,
    client: LEARN_CLIENT,
    profileClaim: 'mcid',
    accounts: accounts.learn,
  });
  const university = learningProvider({
    ...shared,
    name: 'university',
    issuer: issuers.university,
    gatewayUrl,
    client: UNIVERSITY_CLIENT,
    profileClaim: 'partner_university_id',
    accounts: accounts.university,
  });
  const tokenFor = developmentTokens({
    issuer: issuers.work,
    audience,
    accounts: accounts.work,
    key: privateKey,
    keyId,
  });

  const workChoices = accounts.work.map((account): SignInChoice => ({ ...account, subject: account.objectId }));
  const forms: Record<string, Handler> = {
    work: signInForm(work, { title: 'Sign in with your work account', choices: workChoices }),
    learn: signInForm(learn, { title: 'Sign in to Microsoft Learn', choices: learningChoices(accounts.learn) }),
    university: signInForm(university, {
      title: 'Sign in to Partner University',
      choices: learningChoices(accounts.university),
    }),
  };
  const callbacks: Record<string, Handler> = {
    work: work.callback(),
    learn: learn.callback(),
    university: university.callback(),
  };
  const developmentToken = developmentTokenEndpoint(tokenFor, frontendOrigins);

  handle = (request, response) => {
    keepCookiesForTheSession(response);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/livez' || pathname === '/readyz') return sendJson(response, 200, { status: 'ready' });
    if (pathname === '/work/development-token') return developmentToken(request, response);
    const [, name = '', section] = pathname.split('/');
    if (section === 'sign-in') return forms[name]?.(request, response) ?? notFound(response);
    const callback = callbacks[name];
    if (callback === undefined) return notFound(response);
    // The library finds the prefix of its own addresses by comparing these two.
    Object.assign(request, { originalUrl: request.url, url: request.url?.slice(name.length + 1) || '/' });
    return callback(request, response);
  };

  return {
    url,
    issuers,
    audience,
    developmentToken: async (login) => {
      const token = await tokenFor(login);
      if (token === undefined) throw new Error(`no demonstration work account ${login}`);
      return token;
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeIdleConnections();
      }),
  };
}

function notFound(response: ServerResponse): void {
  sendHtml(response, 404, problemPage('Not found', 'The issuers here are /work, /learn and /university.'));
}
