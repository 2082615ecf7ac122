import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 random bits, for an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret: SHA-256 is enough for 256 random bits, which cannot be guessed. */
export function hashOfSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** Whether a secret is the one of a stored hash. */
export function isSecret(secret: string, secretHash: Buffer): boolean {
  return timingSafeEqual(hashOfSecret(secret), secretHash);
}
