import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type Caller, callerKey } from '../callers/caller.js';
import { badUserInput, idempotencyKeyReused } from '../graphql/errors.js';
import type { Clock } from '../processes/clock.js';

const LIFETIME_MILLISECONDS = 24 * 60 * 60 * 1000;
const PRINTABLE = /^[\u0020-\u007e\u00a0-\uffff]{1,255}$/u;

/** The table for stored answers, with the index that finds expired ones. Part of a service's baseline. */
export const IDEMPOTENCY_TABLE_SQL = `
CREATE TABLE idempotency_key (
  caller text NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  input_hash text NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (caller, operation, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
COMMENT ON TABLE idempotency_key IS
  'Answers of requests with an idempotency key. Within 24 hours a repeated request gets its first answer again.';
COMMENT ON CONSTRAINT idempotency_key_pkey ON idempotency_key IS
  'A caller uses a key for one request of an operation; a concurrent repetition waits for the first request.';
`;

/** Description of `idempotencyKey` inputs in the API. */
export const IDEMPOTENCY_KEY_DESCRIPTION =
  'Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is ' +
  'IDEMPOTENCY_KEY_REUSED.';

const covered = new WeakSet<EntityManager>();

/** Whether an idempotency key covers this transaction: a repetition returns the stored answer. */
export function isCoveredByKey(manager: EntityManager): boolean {
  return covered.has(manager);
}

/** An instant as JSON stores it. */
export const storedInstant = z.iso.datetime().transform((text) => new Date(text));

/** Plain JSON: stored answers are returned as they are, so that they contain no dates or classes. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

type IdempotentRequest = {
  caller: Caller;
  operation: string;
  key: string | null | undefined;
  input: unknown;
  clock: Clock;
};

/**
 * Does the work once per caller, operation and key, inside its transaction, and returns the same answer for 24 hours. Other
 * input under the same key is IDEMPOTENCY_KEY_REUSED. Answers with `keep: false` (rejections) are not stored. Stored answers
 * are JSON: `schema` restores one that holds more, such as instants (`storedInstant`). Each stored answer removes up to two
 * expired ones, so that the table stays small.
 */
export async function withIdempotency<Answer extends Json>(
  manager: EntityManager,
  request: IdempotentRequest,
  work: () => Promise<{ answer: Answer; keep: boolean }>,
): Promise<Answer>;
export async function withIdempotency<Answer>(
  manager: EntityManager,
  request: IdempotentRequest & { schema: z.ZodType<Answer> },
  work: () => Promise<{ answer: Answer; keep: boolean }>,
): Promise<Answer>;
export async function withIdempotency<Answer>(
  manager: EntityManager,
  request: IdempotentRequest & { schema?: z.ZodType<Answer> },
  work: () => Promise<{ answer: Answer; keep: boolean }>,
): Promise<Answer> {
  if (request.key === null || request.key === undefined) return (await work()).answer;
  if (!PRINTABLE.test(request.key)) throw badUserInput('idempotencyKey: 1 to 255 printable characters.');
  const scope = [callerKey(request.caller), request.operation, request.key];
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `idempotency:${JSON.stringify(scope)}`,
  ]);
  covered.add(manager);
  const now = request.clock.now();
  const inputHash = hash('sha256', canonical(request.input));
  const [stored] = await manager.query<{ input_hash: string; answer: Answer }[]>(
    'SELECT input_hash, answer FROM idempotency_key WHERE caller = $1 AND operation = $2 AND key = $3 AND created_at > $4',
    [...scope, new Date(now.getTime() - LIFETIME_MILLISECONDS)],
  );
  if (stored !== undefined) {
    if (stored.input_hash !== inputHash) throw idempotencyKeyReused();
    return request.schema ? request.schema.parse(stored.answer) : stored.answer;
  }
  const { answer, keep } = await work();
  if (keep) {
    await manager.query(
      `INSERT INTO idempotency_key (caller, operation, key, input_hash, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT idempotency_key_pkey
       DO UPDATE SET input_hash = excluded.input_hash, answer = excluded.answer, created_at = excluded.created_at`,
      [...scope, inputHash, JSON.stringify(answer), now],
    );
    await removeExpired(manager, new Date(now.getTime() - LIFETIME_MILLISECONDS));
  }
  return answer;
}

async function removeExpired(manager: EntityManager, before: Date): Promise<void> {
  await manager.query(
    `DELETE FROM idempotency_key WHERE (caller, operation, key) IN (
       SELECT caller, operation, key FROM idempotency_key WHERE created_at <= $1
       ORDER BY created_at LIMIT 2 FOR UPDATE SKIP LOCKED)`,
    [before],
  );
}

/** Serializes the input independently of the order of its properties. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
