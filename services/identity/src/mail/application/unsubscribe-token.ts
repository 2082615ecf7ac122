import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@app/subgraph-kit/callers/derived-key';

const ID_BYTES = 16;
const SIGNATURE_BYTES = 16;
const FORM = /^[\w-]{43}$/;

/** Writes and reads the tokens that stop a mail. */
export type UnsubscribeTokens = {
  /** The token of a message: its id and a signature, without anything about the recipient. */
  write(messageId: string): string;
  /** The message of a token; undefined for a text that this product did not write. */
  read(token: string): string | undefined;
};

/** Tokens live as long as the secret from which their key is derived. Nothing about them is stored. */
export function unsubscribeTokens(secret: string): UnsubscribeTokens {
  const key = deriveKey(secret, 'unsubscribe');
  const sign = (id: Buffer) => createHmac('sha256', key).update(id).digest().subarray(0, SIGNATURE_BYTES);
  return {
    write: (messageId) => {
      const id = Buffer.from(messageId.replaceAll('-', ''), 'hex');
      return Buffer.concat([id, sign(id)]).toString('base64url');
    },
    read: (token) => {
      if (!FORM.test(token)) return undefined;
      const bytes = Buffer.from(token, 'base64url');
      const [id, signature] = [bytes.subarray(0, ID_BYTES), bytes.subarray(ID_BYTES)];
      // One spelling for each token: the last character has bits to spare.
      if (bytes.toString('base64url') !== token || !timingSafeEqual(signature, sign(id))) return undefined;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}
