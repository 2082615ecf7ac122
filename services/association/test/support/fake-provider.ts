import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

export type TokenRequest = { issuer: string; nonce: string; params: URLSearchParams };
export type FakeAnswers = {
  /** Claims over the right ones; undefined leaves one out. */
  claims?: Record<string, unknown>;
  /** The whole ID token, in place of a signed one. */
  idToken?: (request: TokenRequest) => Promise<string> | string;
  userInfo?: Record<string, unknown> | null;
  /** Takes the place of an endpoint's answer. */
  at?: Partial<Record<'token' | 'jwks' | 'userinfo' | 'discovery', (response: ServerResponse) => void>>;
  discovery?: Record<string, unknown>;
  /** On the way back, over `code` and `state`. */
  callback?: Record<string, string>;
};

/** A provider that misbehaves on demand. It signs everybody in at once and sends them back. */
export async function fakeProvider() {
  let answers: FakeAnswers = {};
  let generation = 0;
  let keys: { key: CryptoKey; jwk: object; kid: string }[] = [];
  const requests: { path: string; params: URLSearchParams }[] = [];
  const seen = new Map<string, URLSearchParams>();
  const rotate = async () => {
    generation += 1;
    const pair = await generateKeyPair('RS256', { extractable: true });
    const kid = `key-${generation}`;
    keys = [
      { key: pair.privateKey, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' }, kid },
    ];
  };
  await rotate();
  const json = (response: ServerResponse, body: unknown) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  let issuer = '';

  const sign = async (claims: Record<string, unknown>, options: { key?: CryptoKey; kid?: string } = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: options.kid ?? keys[0]?.kid ?? '' })
      .sign(options.key ?? (keys[0]?.key as CryptoKey));

  const rightClaims = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: issuer,
      aud: 'client',
      sub: 'somebody',
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce,
      mcid: '123456',
    };
  };

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', issuer);
    let body = '';
    for await (const chunk of request) body += chunk;
    const params = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    requests.push({ path: url.pathname, params });
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        if (answers.at?.discovery) return answers.at.discovery(response);
        return json(response, {
          ...{
            issuer,
            authorization_endpoint: `${issuer}/auth`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/jwks`,
          },
          ...{ userinfo_endpoint: `${issuer}/userinfo`, authorization_response_iss_parameter_supported: true },
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
          ...answers.discovery,
        });
      case '/auth': {
        const code = `code-${seen.size}`;
        seen.set(code, params);
        const back = new URL(params.get('redirect_uri') ?? '');
        const given = { code, state: params.get('state') ?? '', iss: issuer, ...answers.callback };
        for (const [name, value] of Object.entries(given)) if (value !== '') back.searchParams.set(name, value);
        return response.writeHead(303, { location: back.href }).end();
      }
      case '/token': {
        if (answers.at?.token) return answers.at.token(response);
        const nonce = seen.get(params.get('code') ?? '')?.get('nonce') ?? '';
        const claims = JSON.parse(JSON.stringify({ ...rightClaims(nonce), ...answers.claims }));
        const idToken = answers.idToken ? await answers.idToken({ issuer, nonce, params }) : await sign(claims);
        return json(response, { access_token: 'opaque', token_type: 'bearer', expires_in: 60, id_token: idToken });
      }
      case '/jwks':
        return answers.at?.jwks ? answers.at.jwks(response) : json(response, { keys: keys.map((one) => one.jwk) });
      case '/userinfo':
        if (answers.at?.userinfo) return answers.at.userinfo(response);
        return json(response, answers.userInfo ?? { sub: 'somebody' });
      default:
        return response.writeHead(404).end();
    }
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    requests,
    rotate,
    sign,
    rightClaims,
    currentKey: () => keys[0],
    /** From now on; everything else is as it should be. */
    answer: (next: FakeAnswers) => {
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
