import type { JWK } from 'jose';
import type { AdapterFactory, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { interactionPolicy } from 'oidc-provider';
// One store for each provider. The library's default is the same, with a warning at each start.
// @ts-expect-error: the types of the library lack the adapter
import * as memoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';

import { problemPage } from './pages.js';

/** Settings that differ among the development issuers. */
export type IssuerSettings = {
  /** Last segment of the issuer, and part of its cookie names: cookies of one host are shared by all ports and paths. */
  name: string;
  signingKey: JWK;
  cookieSecret: string;
};

const { createMemoryAdapter } = memoryAdapter as { createMemoryAdapter: () => AdapterFactory };

const HOUR = 3600;

/** How long an access token is valid, whichever way it is issued: `ttl` takes precedence over a resource server. */
export const ACCESS_TOKEN_SECONDS = HOUR;
/** How long a sign-in lasts: the session at the provider, and what a client renews without the person. */
const SIGN_IN_SECONDS = 12 * HOUR;

/** `prompt=select_account` is a prompt of its own beside `login` and `consent`; one page answers them all. */
function promptPolicy() {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/** Grants all scopes that the client may request, without a question for consent. */
async function grantEverythingAsked(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params, resourceServers } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  if (typeof params?.scope === 'string') grant.addOIDCScope(params.scope);
  for (const [resource, server] of Object.entries(resourceServers ?? {}))
    grant.addResourceScope(resource, server.scope);
  await grant.save();
  return grant;
}

/** The settings that work accounts and learning sources have in common. */
export function commonSettings({ name, signingKey, cookieSecret }: IssuerSettings): Configuration {
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: [signingKey] },
    cookies: {
      keys: [cookieSecret],
      names: { session: `${name}_session`, interaction: `${name}_interaction`, resume: `${name}_resume` },
      long: { httpOnly: true, sameSite: 'lax', path: `/${name}` },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { policy: promptPolicy(), url: (_ctx, interaction) => `/${name}/sign-in/${interaction.uid}` },
    loadExistingGrant: grantEverythingAsked,
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      Grant: SIGN_IN_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: HOUR / 6,
      RefreshToken: SIGN_IN_SECONDS,
      Session: SIGN_IN_SECONDS,
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = problemPage('This sign-in cannot go on', out.error_description ?? out.error);
    },
  };
}

/**
 * Endpoints have the host of the request, so that a container may use its own name; only the addresses that a browser
 * opens must be the public ones.
 */
export function announcePublicAddresses(provider: Provider, issuer: string): void {
  provider.use(async (ctx: Partial<KoaContextWithOIDC>, next) => {
    await next();
    if (ctx.oidc?.route !== 'discovery') return;
    const announced = ctx.body as { end_session_endpoint?: string };
    ctx.body = {
      ...announced,
      authorization_endpoint: `${issuer}/auth`,
      ...(announced.end_session_endpoint !== undefined && { end_session_endpoint: `${issuer}/session/end` }),
    };
  });
}
