import {
  type CryptoKey,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
} from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type KeysByIssuer, keysByIssuer, type TokenIssuer } from './keys-by-issuer.js';

/** The keys that may verify tokens of an issuer, as jose requests them. */
export type IssuerKeys = (
  of: TokenIssuer,
) => (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** The issuer does not publish its keys at the moment: no token can be verified, which is no fault of the caller. */
export class KeysUnavailable extends Error {}

/** The key is none of those that the issuer published some seconds ago, and they are not requested again so soon. */
export class KeyNotKnownYet extends errors.JWKSNoMatchingKey {}

export const WELL_KNOWN = '/.well-known/openid-configuration';
/** Time between two requests for an unknown key, and between any two requests while there are no keys at all. */
const COOL_DOWN = 5_000;
const COOL_DOWN_WITHOUT_KEYS = 500;
const FRESH = 10 * 60_000;
const USABLE = 24 * 60 * 60_000;

const discovered = z.object({ issuer: z.string(), jwks_uri: z.url() });

type Issuer = {
  issuer: string;
  discoveryUrl: string;
  /** In production keys come over https only. */
  production: boolean;
  fetchJson(url: string): Promise<unknown>;
  milliseconds(): number;
  log: Logger;
};

/**
 * Finds an issuer's keys by OpenID discovery and caches them. A key that is not known makes it request them again, at most
 * once in five seconds; while the issuer is away the last keys stay usable for a day.
 */
export function issuerKeys(source: Issuer): IssuerKeys {
  const { milliseconds, log } = source;
  const remote = createRemoteJWKSet(discoveryAddress(source.discoveryUrl), {
    cacheMaxAge: FRESH,
    [customFetch]: async (url) => Response.json(await publishedKeys(source, url)),
  });
  let keys: { of: KeysByIssuer; at: number } | undefined;
  let requestedAt = Number.NEGATIVE_INFINITY;
  let isAway = false;

  async function refresh(): Promise<void> {
    try {
      await remote.reload();
      keys = { of: keysByIssuer(remote.jwks()), at: milliseconds() };
      isAway = false;
    } catch (error) {
      isAway = true;
      log.warn({ reason: (error as Error).message }, 'the issuer does not publish its keys');
    }
    requestedAt = milliseconds();
  }

  return (of) => async (header, token) => {
    const now = milliseconds();
    const usable = keys !== undefined && now - keys.at <= USABLE;
    const mayRequest = remote.reloading || now - requestedAt >= (usable ? COOL_DOWN : COOL_DOWN_WITHOUT_KEYS);
    if (!usable && mayRequest) await refresh();
    else if (!remote.fresh && mayRequest) void refresh();
    if (keys === undefined || milliseconds() - keys.at > USABLE)
      throw new KeysUnavailable('The keys of the issuer are not known.');
    try {
      return await keys.of(of)(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (mayRequest) await refresh();
      if (isAway) throw new KeysUnavailable('The key is not known, and the issuer does not publish its keys.');
      if (!mayRequest) throw new KeyNotKnownYet();
      return keys.of(of)(header, token);
    }
  };
}

/** The address of the discovery document below an issuer, or below the address that stands in for it. */
export function discoveryAddress(url: string): URL {
  return new URL(url.endsWith(WELL_KNOWN) ? url : url.replace(/\/$/, '') + WELL_KNOWN);
}

/** The key document that an issuer's discovery leads to. */
async function publishedKeys({ issuer, production, fetchJson }: Issuer, discoveryUrl: string): Promise<unknown> {
  const { issuer: named, jwks_uri } = discovered.parse(await fetchJson(discoveryUrl));
  if (named !== issuer) throw new Error(`the issuer calls itself ${named}`);
  if (production && !jwks_uri.startsWith('https:')) throw new Error('its keys are not published by https');
  return fetchJson(jwks_uri);
}
