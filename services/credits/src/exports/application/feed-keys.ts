import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@app/subgraph-kit/callers/derived-key';
import type { FeedWithKeys } from '../store/export-feed.store.js';

/** Users and secret scanners recognize a key by its prefix. */
const PREFIX = 'slf_';

/**
 * Keys of feeds. A key follows from a random seed and the secret of the service: the answer for a repeated request keeps
 * the seed, which gives no key without the secret.
 */
export type FeedKeys = { newSeed(): string; keyOf(seed: string): string };

/** Keys of 256 bits. */
export function feedKeys(secret: string): FeedKeys {
  const derived = deriveKey(secret, 'export-feed-key');
  return {
    newSeed: () => randomBytes(32).toString('base64url'),
    keyOf: (seed) => `${PREFIX}${createHmac('sha256', derived).update(seed).digest('base64url')}`,
  };
}

/** What is stored of a key: SHA-256 is enough for 256 random bits, which cannot be guessed. */
export function hashOfKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/** Whether a key opens a feed: the current one, or the one before during a rotation. */
export function opensFeed(key: string, feed: FeedWithKeys, now: Date): boolean {
  const sent = hashOfKey(key);
  const { keyHash, previousKeyHash, previousKeyUntil } = feed;
  if (timingSafeEqual(sent, keyHash)) return true;
  if (previousKeyHash === null || previousKeyUntil === null || previousKeyUntil <= now) return false;
  return timingSafeEqual(sent, previousKeyHash);
}
