import { hash } from 'node:crypto';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import { LRUCache } from 'lru-cache';
import { LIMITS } from '../limits/limits.js';
import { TOLERANCE_SECONDS, type VerifyWorkToken, type WorkClaims } from './work-token.js';

/**
 * Verifies a token once, and keeps its claims while they hold, for a minute at most: a key that its issuer withdraws counts
 * no longer. The tokens themselves are not kept.
 */
export function verifiedTokens(verify: VerifyWorkToken, clock: Clock): VerifyWorkToken {
  const kept = new LRUCache<string, { claims: WorkClaims; from: number; until: number }>({
    max: LIMITS.verifiedTokens,
  });
  return async (token) => {
    const now = clock.now().getTime();
    const key = hash('sha256', token, 'base64url');
    const known = kept.get(key);
    if (known !== undefined && now >= known.from && now < known.until) return known.claims;
    const claims = await verify(token);
    const until = Math.min(now + LIMITS.verifiedTokenTime, (claims.exp + TOLERANCE_SECONDS) * 1000);
    kept.set(key, { claims, from: now, until });
    return claims;
  };
}
