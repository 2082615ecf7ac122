import { type CryptoKey, errors, type FlattenedJWSInput, type JWSHeaderParameters } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type KeysByIssuer, keysByIssuer, type TokenIssuer } from './keys-by-issuer.js';

/** The keys that may verify tokens of an issuer, as jose asks for them. */
export type IssuerKeys = (
  of: TokenIssuer,
) => (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** The issuer does not tell its keys just now: nobody can be verified, which is no fault of the caller. */
export class KeysUnavailable extends Error {}

const WELL_KNOWN = '/.well-known/openid-configuration';
const COOL_DOWN = 5_000;
const FRESH = 10 * 60_000;
const USABLE = 24 * 60 * 60_000;

const discovered = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Finds an issuer's keys by OpenID discovery and keeps them. A key that is not known makes it ask again, at most once
 * in five seconds; while the issuer is away the keys it gave last stay good for a day.
 */
export function issuerKeys(source: {
  issuer: string;
  discoveryUrl: string;
  /** In production keys come over https only. */
  production: boolean;
  fetchJson(url: string): Promise<unknown>;
  milliseconds(): number;
  log: Logger;
}): IssuerKeys {
  let keys: { of: KeysByIssuer; at: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const { discoveryUrl } = source;
    const address = discoveryUrl.endsWith(WELL_KNOWN) ? discoveryUrl : discoveryUrl.replace(/\/$/, '') + WELL_KNOWN;
    const { issuer, jwks_uri } = discovered.parse(await source.fetchJson(address));
    if (issuer !== source.issuer) throw new Error(`the issuer calls itself ${issuer}`);
    if (source.production && !jwks_uri.startsWith('https:')) throw new Error('its keys are not published by https');
    keys = { of: keysByIssuer(await source.fetchJson(jwks_uri)), at: source.milliseconds() };
  }

  function refresh(): Promise<void> {
    asking ??= ask()
      .catch((error: Error) => source.log.warn({ reason: error.message }, 'the issuer does not tell its keys'))
      .finally(() => {
        askedAt = source.milliseconds();
        asking = undefined;
      });
    return asking;
  }

  return (of) => async (header, token) => {
    const now = source.milliseconds();
    const mayAsk = now - askedAt >= COOL_DOWN;
    if (keys === undefined || now - keys.at > USABLE) {
      // Nothing to fall back on: ask each time, but not in a hot loop.
      if (now - askedAt >= 500 || asking !== undefined) await refresh();
    } else if (now - keys.at > FRESH && mayAsk) void refresh();
    if (keys === undefined) throw new KeysUnavailable('The keys of the issuer are not known.');
    try {
      return await keys.of(of)(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (asking === undefined && !mayAsk) throw error;
      await refresh();
      return keys.of(of)(header, token);
    }
  };
}
