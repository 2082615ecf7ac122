import { hkdfSync } from 'node:crypto';

/** A 256-bit key for one purpose, derived from a secret of the process, so that no secret serves two ends. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `skill-link:${purpose}`, 32));
}
