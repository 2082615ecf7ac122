import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from '@app/subgraph-kit/callers/derived-key';

/** Encrypts the secrets of webhooks for the database: a copy of the tables signs nothing. */
export type SecretSeal = {
  seal(secret: string, webhookId: string): Buffer;
  /** Throws when the secret was sealed for another webhook or with another EVENT_SIGNING_SECRET. */
  open(sealed: Buffer, webhookId: string): string;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a key derived from EVENT_SIGNING_SECRET, bound to the webhook. */
export function secretSeal(eventSigningSecret: string): SecretSeal {
  const key = deriveKey(eventSigningSecret, 'webhook-secrets');
  return {
    seal(secret, webhookId) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(webhookId));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, webhookId) {
      const [nonce, tag] = [sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(webhookId))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}
