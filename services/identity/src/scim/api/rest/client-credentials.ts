/** The well-formed credentials of a client at the token endpoint (RFC 6749, 4.4.2). */
export type ClientCredentials = { readonly clientId: string; readonly secret: string };

/** The errors of the token endpoint that occur here (RFC 6749, 5.2). */
export class OAuthError extends Error {
  constructor(
    readonly code: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type',
    readonly description: string,
  ) {
    super(description);
  }

  get status(): number {
    return this.code === 'invalid_client' ? 401 : 400;
  }
}

const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;
const LONGEST = 200;

/** Reads the grant and the client credentials, from the Authorization header or from the body, never from both. */
export function readClientCredentials(body: unknown, authorization: string | undefined): ClientCredentials {
  if (typeof body !== 'string') throw new OAuthError('invalid_request', 'Send application/x-www-form-urlencoded.');
  const form = new URLSearchParams(body);
  const grant = single(form, 'grant_type');
  if (grant === undefined) throw new OAuthError('invalid_request', 'grant_type is required: client_credentials.');
  if (grant !== 'client_credentials')
    throw new OAuthError('unsupported_grant_type', 'The one grant here is client_credentials.');
  const given = { clientId: single(form, 'client_id'), secret: single(form, 'client_secret') };
  if (authorization === undefined) return complete(given);
  if (given.secret !== undefined)
    throw new OAuthError('invalid_request', 'Send the credentials in the header or in the body, not in both.');
  const inHeader = readBasic(authorization);
  if (given.clientId !== undefined && given.clientId !== inHeader.clientId)
    throw new OAuthError('invalid_request', 'client_id is another one than in the header.');
  return inHeader;
}

function single(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name);
  if (values.length > 1) throw new OAuthError('invalid_request', `${name} is given once.`);
  return values[0] === '' ? undefined : values[0];
}

/**
 * Both parts are form-encoded before they are joined (RFC 6749, 2.3.1); for clients that omit this, decoding changes
 * nothing.
 */
function readBasic(authorization: string): ClientCredentials {
  const text = Buffer.from(BASIC.exec(authorization)?.[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw unknownClient();
  const [clientId, secret] = [text.slice(0, colon), text.slice(colon + 1)].map(decoded);
  return complete({ clientId, secret });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function complete({ clientId, secret }: { clientId?: string | undefined; secret?: string | undefined }) {
  if (clientId === undefined || secret === undefined || clientId.length > LONGEST || secret.length > LONGEST)
    throw unknownClient();
  return { clientId, secret };
}

/** One error for an unknown, revoked or expired client and for a wrong secret. */
export function unknownClient(): OAuthError {
  return new OAuthError('invalid_client', 'There is no valid client with this client_id and client_secret.');
}
