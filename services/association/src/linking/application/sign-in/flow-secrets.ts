import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { deriveKey } from '@app/subgraph-kit/callers/derived-key';
import type { SignInSecrets } from '../../../providers/application/learning-provider.js';

type Sealed = { signIn: SignInSecrets; accountName: string };

/** Creates the secrets of a flow, and encodes them for storage. */
export type FlowSecrets = {
  /** 256 random bits as text. */
  random(): string;
  /** The hash of a secret that the service only has to recognize. */
  digest(secret: string): string;
  /** Encrypts secrets that the service needs again, bound to their flow and kind. */
  seal<Kind extends keyof Sealed>(kind: Kind, flowId: string, secret: Sealed[Kind]): string;
  open<Kind extends keyof Sealed>(kind: Kind, flowId: string, sealed: string): Sealed[Kind];
};

export function flowSecrets(secret: string): FlowSecrets {
  const key = deriveKey(secret, 'association-flow');
  return {
    random: () => randomBytes(32).toString('base64url'),
    digest: (text) => hash('sha256', text, 'base64url'),
    seal(kind, flowId, secret) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(kind, flowId));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(kind, flowId, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(bound(kind, flowId))
        .setAuthTag(bytes.subarray(12, 28));
      const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      return JSON.parse(plain) as Sealed[typeof kind];
    },
  };
}

/** The additional data that binds a ciphertext to its flow and kind. */
function bound(kind: keyof Sealed, flowId: string): Buffer {
  return Buffer.from(kind === 'signIn' ? flowId : `${flowId}:${kind}`);
}
