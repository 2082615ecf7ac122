import type { Credentials } from './client.js';

/** A machine of an organization, as its issuer of work accounts knows it. */
export type ClientCredentialsOptions = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly fetch?: typeof fetch;
};

type Token = { readonly value: string; readonly issuedAt: number; readonly endsAt: number };

/** The seconds before its end in which a token is replaced. */
const MARGIN_SECONDS = 60;

/**
 * Credentials of a machine by the OAuth grant `client_credentials`. All operations at a time share one token and one
 * request for it; a failed request is not remembered.
 */
export function clientCredentials(options: ClientCredentialsOptions): Credentials {
  const fetchNow = options.fetch ?? globalThis.fetch.bind(globalThis);
  let token: Promise<Token> | undefined;

  async function current(): Promise<Token> {
    token ??= request();
    const asked = token;
    const found = await asked.catch((error: unknown) => {
      if (token === asked) token = undefined;
      throw error;
    });
    if (found.endsAt > Date.now()) return found;
    if (token === asked) token = undefined;
    return current();
  }

  async function request(): Promise<Token> {
    const { clientId, clientSecret, scope } = options;
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope });
    const authorization = `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`;
    const response = await fetchNow(options.tokenUrl, { method: 'POST', headers: { authorization }, body });
    if (!response.ok) throw new Error(`The token endpoint answered ${response.status}.`);
    const answer = (await response.json()) as { access_token: string; expires_in?: number };
    const lifetime = Math.max((answer.expires_in ?? 300) - MARGIN_SECONDS, 1);
    const issuedAt = Date.now();
    return { value: answer.access_token, issuedAt, endsAt: issuedAt + 1_000 * lifetime };
  }

  return {
    headers: async () => ({ authorization: `Bearer ${(await current()).value}` }),
    renew: async () => {
      // Of several operations that were rejected at once, the first replaces the token for all.
      if (token !== undefined && (await token).issuedAt < Date.now() - 1_000) token = undefined;
      return true;
    },
  };
}
