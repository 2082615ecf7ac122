import { deriveKey } from '@app/subgraph-kit/callers/derived-key';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import { EncryptJWT, jwtDecrypt } from 'jose';
import type { z } from 'zod';

const ENCRYPTION = 'A256GCM';

/** Turns values of one purpose into text that a browser keeps and that only a holder of the secret can make or read. */
export type SealedText<Value> = {
  seal(value: Value): Promise<string>;
  /** Undefined for a text that was changed, is of another purpose or another secret, or is past its end (`exp`). */
  open(text: string): Promise<Value | undefined>;
};

/** Seals with the first secret and opens with each, so that a secret can be replaced without ending what it sealed. */
export function sealedText<Shape extends z.ZodType<{ exp: number }>>(
  purpose: string,
  shape: Shape,
  { secrets, clock }: { secrets: readonly string[]; clock: Clock },
): SealedText<z.output<Shape>> {
  const keys = secrets.map((secret) => deriveKey(secret, purpose));
  const [newest] = keys;
  if (newest === undefined) throw new Error(`There is no secret to seal a ${purpose}.`);
  const expected = { typ: purpose, keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: [ENCRYPTION] };
  return {
    seal: (value) =>
      new EncryptJWT(value).setProtectedHeader({ alg: 'dir', enc: ENCRYPTION, typ: purpose }).encrypt(newest),
    async open(text) {
      for (const key of keys) {
        const decrypted = await jwtDecrypt(text, key, { ...expected, currentDate: clock.now() }).catch(() => undefined);
        if (decrypted !== undefined) return shape.safeParse(decrypted.payload).data;
      }
      return undefined;
    },
  };
}
