import { z } from 'zod';
import type { BoundedFetch } from './bounded-fetch.js';

/** The address of a provider, and the issuer under which browsers know it. */
export type ProviderAddress = {
  issuer: string;
  /** The address by which this service reaches the provider, if it differs; with or without the well-known path. */
  discoveryUrl: string | null;
  /** Accepts plain http, outside production. */
  insecure: boolean;
};

const document = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  userinfo_endpoint: z.url({ protocol: /^https?$/ }).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

export type ProviderMetadata = Pick<
  z.output<typeof document>,
  | 'issuer'
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'jwks_uri'
  | 'userinfo_endpoint'
  | 'token_endpoint_auth_methods_supported'
  | 'id_token_signing_alg_values_supported'
  | 'authorization_response_iss_parameter_supported'
>;

const WELL_KNOWN = '/.well-known/openid-configuration';

/** Reads the discovery document; its issuer must be the expected one. */
export async function discoverProvider(address: ProviderAddress, fetch: BoundedFetch): Promise<ProviderMetadata> {
  const base = address.discoveryUrl ?? address.issuer;
  const url = base.includes('/.well-known/') ? base : `${base.replace(/\/$/, '')}${WELL_KNOWN}`;
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  if (response.status !== 200) throw new Error(`discovery answered with status ${response.status}`);
  const found = document.parse(await response.json());
  if (found.issuer !== address.issuer) throw new Error('discovery found another issuer');

  const metadata = placeEndpoints(found, new URL(address.issuer).origin, new URL(url).origin);
  const endpoints = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri];
  const plain = [...endpoints, metadata.userinfo_endpoint].some((endpoint) => endpoint?.startsWith('http:'));
  if (plain && !address.insecure) throw new Error('the provider has an endpoint without TLS');
  return metadata;
}

/** Adapts a provider with two names: browsers use the issuer's, this service the one that it discovered. */
function placeEndpoints(found: ProviderMetadata, publicOrigin: string, ownOrigin: string): ProviderMetadata {
  const own = (endpoint: string) => moveOrigin(endpoint, publicOrigin, ownOrigin);
  return {
    ...found,
    authorization_endpoint: moveOrigin(found.authorization_endpoint, ownOrigin, publicOrigin),
    token_endpoint: own(found.token_endpoint),
    jwks_uri: own(found.jwks_uri),
    ...(found.userinfo_endpoint !== undefined && { userinfo_endpoint: own(found.userinfo_endpoint) }),
  };
}

function moveOrigin(endpoint: string, from: string, to: string): string {
  const url = new URL(endpoint);
  return url.origin === from ? `${to}${url.pathname}${url.search}` : endpoint;
}
