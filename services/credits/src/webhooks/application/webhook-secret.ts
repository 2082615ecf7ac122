import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
const NEW_BYTES = 32;
const FEWEST_BYTES = 24;
const MOST_BYTES = 64;

/** The accepted form of a secret, for error messages. */
export const SECRET_FORM = '24 to 64 bytes in Base64, with or without whsec_. Leave it out to get a new one.';

/** A new random secret. */
export function createSecret(): string {
  return PREFIX + randomBytes(NEW_BYTES).toString('base64');
}

/** A secret in its stored form, `whsec_` and Base64; undefined for other texts. */
export function parseSecret(text: string): string | undefined {
  const encoded = text.trim().replace(PREFIX, '');
  if (!BASE64.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length < FEWEST_BYTES || bytes.length > MOST_BYTES) return undefined;
  return PREFIX + bytes.toString('base64');
}

/** The key of a secret in its stored form. */
export function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

/** The last four characters, by which people distinguish secrets. */
export function hintOf(secret: string): string {
  return secret.slice(-4);
}
