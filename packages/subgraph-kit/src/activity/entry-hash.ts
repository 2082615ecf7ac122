import { createHash } from 'node:crypto';

/** The previous hash of the first entry of an organization. */
export const NO_HASH = Buffer.alloc(32);

/** What the hash of an entry covers, beside the hash of the entry before it. */
export type HashedEntry = {
  readonly sequence: number;
  readonly chainedAt: Date;
  /** Its columns as texts (`entryValues`). */
  readonly values: readonly (string | null)[];
};

/** SHA-256 over the previous hash and the entry as JSON: a changed entry has another hash, and so has every later one. */
export function hashOf(previous: Buffer, { sequence, chainedAt, values }: HashedEntry): Buffer {
  const content = JSON.stringify([sequence, chainedAt.toISOString(), ...values]);
  return createHash('sha256').update(previous).update(content).digest();
}
