import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

export type TokenRequest = { issuer: string; nonce: string; params: URLSearchParams };

export type LearningProviderAnswers = {
  /** Replaces valid claims; undefined removes one. */
  claims?: Record<string, unknown>;
  /** Replaces the signed ID token. */
  idToken?: (request: TokenRequest) => Promise<string> | string;
  userInfo?: Record<string, unknown> | null;
  /** Replaces the answer of an endpoint. */
  at?: Partial<Record<'token' | 'jwks' | 'userinfo' | 'discovery', (response: ServerResponse) => void>>;
  discovery?: Record<string, unknown>;
  /** Replaces query parameters of the callback, such as `code` and `state`. */
  callback?: Record<string, string>;
  /** Runs before a token is signed. */
  beforeSigning?: () => Promise<void>;
};

type ProviderKey = { key: CryptoKey; jwk: object; kid: string };
type Asked = { path: string; params: URLSearchParams };

export type LearningProviderDouble = Awaited<ReturnType<typeof startLearningProvider>>;

/** The account of a user who cancels the sign-in. */
export const CANCEL = 'cancel';
/** An account whose learning profile has no id yet. */
export const NO_PROFILE_ID = 'no-profile-id';

const REMEMBERED_REQUESTS = 2_000;

/**
 * An OpenID provider with the clock of the test and configurable faults. It has no page: it redirects back at once,
 * signed in with the profile in the `account` parameter, which `signInAs` adds.
 */
export async function startLearningProvider(
  options: { clock?: Clock; clientId?: string; profileClaim?: string; account?: string } = {},
) {
  const { clock = systemClock, clientId = 'client', profileClaim = 'mcid', account: usual = '123456' } = options;
  let answers: LearningProviderAnswers = {};
  let generation = 0;
  let codes = 0;
  let current: ProviderKey;
  const requests: Asked[] = [];
  /** Codes that were not redeemed yet, with their authorization requests. */
  const open = new Map<string, URLSearchParams>();
  let issuer = '';

  const rotate = async (): Promise<void> => {
    generation += 1;
    const pair = await generateKeyPair('RS256', { extractable: true });
    const kid = `key-${generation}`;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' };
    current = { key: pair.privateKey, jwk, kid };
  };
  await rotate();

  const sign = (claims: Record<string, unknown>, by: { key?: CryptoKey; kid?: string } = {}): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: by.kid ?? current.kid }).sign(by.key ?? current.key);

  const rightClaims = (nonce: string, account = usual): Record<string, unknown> => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const times = { iat: now, exp: now + 300, auth_time: now };
    const profile = account === NO_PROFILE_ID ? {} : { [profileClaim]: account };
    return { iss: issuer, aud: clientId, sub: subjectOf(account), ...times, nonce, ...profile };
  };

  function sendBack(response: ServerResponse, params: URLSearchParams): void {
    const back = new URL(params.get('redirect_uri') ?? '');
    const code = `code-${codes}`;
    codes += 1;
    const ending = params.get('account') === CANCEL ? { error: 'access_denied' } : { code };
    if ('code' in ending) open.set(code, params);
    const given = { ...ending, state: params.get('state') ?? '', iss: issuer, ...answers.callback };
    for (const [name, value] of Object.entries(given)) if (value !== '') back.searchParams.set(name, value);
    response.writeHead(303, { location: back.href }).end();
  }

  async function redeem(response: ServerResponse, params: URLSearchParams): Promise<void> {
    const code = params.get('code') ?? '';
    const asked = open.get(code);
    open.delete(code);
    const verifier = hash('sha256', params.get('code_verifier') ?? '', 'base64url');
    if (asked?.get('code_challenge') !== verifier) return send(response, { error: 'invalid_grant' }, 400);
    await answers.beforeSigning?.();
    const nonce = asked.get('nonce') ?? '';
    const account = asked.get('account') ?? usual;
    const claims = JSON.parse(JSON.stringify({ ...rightClaims(nonce, account), ...answers.claims })) as Record<
      string,
      unknown
    >;
    const idToken = answers.idToken ? await answers.idToken({ issuer, nonce, params }) : await sign(claims);
    send(response, { access_token: account, token_type: 'bearer', expires_in: 60, id_token: idToken });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    let body = '';
    for await (const chunk of request) body += chunk;
    const params = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    requests.push({ path: url.pathname, params });
    if (requests.length > REMEMBERED_REQUESTS) requests.shift();
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        if (answers.at?.discovery) return answers.at.discovery(response);
        return send(response, { ...discoveryOf(issuer), ...answers.discovery });
      case '/auth':
        return sendBack(response, params);
      case '/token':
        return answers.at?.token ? answers.at.token(response) : redeem(response, params);
      case '/jwks':
        return answers.at?.jwks ? answers.at.jwks(response) : send(response, { keys: [current.jwk] });
      case '/userinfo': {
        if (answers.at?.userinfo) return answers.at.userinfo(response);
        const account = request.headers.authorization?.replace(/^Bearer /, '') ?? usual;
        return send(response, answers.userInfo ?? { sub: subjectOf(account) });
      }
      default:
        response.writeHead(404).end();
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end((error as Error).message));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** The requests since the last call of `answer`. */
    requests,
    rotate,
    sign,
    rightClaims,
    currentKey: () => current,
    /** Sets the deviations from now on; everything else is valid. */
    answer: (next: LearningProviderAnswers): void => {
      answers = next;
      requests.length = 0;
    },
    stop: () =>
      new Promise<void>((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}

/** Adds the account that a user would choose on the provider's page. */
export function signInAs(authorizationUrl: string, account: string): string {
  const url = new URL(authorizationUrl);
  url.searchParams.set('account', account);
  return url.href;
}

/** The subject of a profile at the provider. */
function subjectOf(account: string): string {
  return `holder-of-${account}`;
}

function discoveryOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    authorization_response_iss_parameter_supported: true,
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  };
}

function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
