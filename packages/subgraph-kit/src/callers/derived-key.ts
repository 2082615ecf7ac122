import { hkdfSync } from 'node:crypto';

/** Derives a 256-bit key for one purpose from a secret of the process, so that no key serves two purposes. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `skill-link:${purpose}`, 32));
}
