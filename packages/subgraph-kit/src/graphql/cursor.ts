import { createCipheriv, createDecipheriv, createSecretKey, hash } from 'node:crypto';
import { deriveKey } from '../callers/derived-key.js';
import { badUserInput } from './errors.js';

/** The sort values and the id of a row as text. */
export type CursorValues = readonly (string | null)[];

/** Encrypts cursors. A cursor is valid only for the list, order and organization that created it (the `binding`). */
export type CursorCodec = {
  encode(binding: string, values: CursorValues): string;
  /** Throws BAD_USER_INPUT for a forged cursor and for one of another list, order or organization. */
  decode(binding: string, cursor: string): (string | null)[];
};

/** A codec with AES-256-GCM. The nonce is derived from the content, so that a row always has the same cursor. */
export function cursorCodec(secret: string): CursorCodec {
  const derived = deriveKey(secret, 'cursor');
  const nonceKey = derived.toString('hex');
  const key = createSecretKey(derived);
  return {
    encode(binding, values) {
      const plain = JSON.stringify(values);
      const nonce = Buffer.from(hash('sha256', `${nonceKey}:${binding}:${plain}`, 'buffer')).subarray(0, 12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(binding));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    decode(binding, cursor) {
      try {
        const bytes = Buffer.from(cursor, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
          .setAAD(Buffer.from(binding))
          .setAuthTag(bytes.subarray(12, 28));
        const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
        return JSON.parse(plain) as (string | null)[];
      } catch {
        throw badUserInput('after: this cursor does not belong to this list and order. Start again without it.');
      }
    },
  };
}
