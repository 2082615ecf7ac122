import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CryptoKey, SignJWT } from 'jose';
import type { WorkAccount } from './accounts.js';
import { DEMONSTRATION_CLIENT_ID } from './clients.js';
import { readForm, sendJson } from './http-messages.js';
import { ACCESS_TOKEN_SECONDS } from './provider-settings.js';
import { DELEGATED_SCOPE, personClaims } from './work-claims.js';

/** Signs a person's access token as the code flow would, as if they had just signed in. */
export function developmentTokens(settings: {
  issuer: string;
  audience: string;
  accounts: readonly WorkAccount[];
  key: CryptoKey;
  keyId: string;
}): (login: string) => Promise<string | undefined> {
  const accountByLogin = new Map(settings.accounts.map((account) => [account.login, account]));
  return async (login) => {
    const account = accountByLogin.get(login.trim().toLowerCase());
    if (account === undefined) return undefined;
    const now = Math.floor(Date.now() / 1000);
    const claims = personClaims(account, { clientId: DEMONSTRATION_CLIENT_ID, scope: DELEGATED_SCOPE, authTime: now });
    return new SignJWT({ ...claims, scope: DELEGATED_SCOPE, client_id: DEMONSTRATION_CLIENT_ID })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: settings.keyId })
      .setIssuer(settings.issuer)
      .setSubject(account.objectId)
      .setAudience(settings.audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
      .sign(settings.key);
  };
}

/** `POST /work/development-token` with `account=<login>`: a token for curl and GraphiQL, without a browser. */
export function developmentTokenEndpoint(
  tokenFor: (login: string) => Promise<string | undefined>,
  allowedOrigins: readonly string[],
) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const cors = corsHeaders(request.headers.origin, allowedOrigins);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, cors).end();
      return;
    }
    if (request.method !== 'POST')
      return sendJson(response, 405, { error: 'invalid_request' }, { ...cors, allow: 'POST' });
    const login = (await readForm(request))?.get('account');
    if (login === undefined || login === null) {
      const explanation = 'Send a form with account=<login of a demonstration work account>.';
      return sendJson(response, 400, { error: 'invalid_request', error_description: explanation }, cors);
    }
    const token = await tokenFor(login);
    if (token === undefined) {
      const explanation = 'There is no such demonstration work account.';
      return sendJson(response, 400, { error: 'invalid_grant', error_description: explanation }, cors);
    }
    return sendJson(
      response,
      200,
      { access_token: token, token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS },
      cors,
    );
  };
}

function corsHeaders(origin: string | undefined, allowedOrigins: readonly string[]): Record<string, string> {
  if (origin === undefined || !allowedOrigins.includes(origin)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
  };
}
