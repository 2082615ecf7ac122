import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type Caller, callerKey } from './caller.js';
import type { Clock } from './clock.js';
import { badUserInput, idempotencyKeyReused } from './errors.js';

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;
const PRINTABLE = /^[\u0020-\u007e\u00a0-\uffff]{1,255}$/u;

/** The table a service keeps its answers in; part of its first migration. */
export const IDEMPOTENCY_MIGRATION_SQL = `
CREATE TABLE idempotency_key (
  caller text NOT NULL,
  operation text NOT NULL,
  key text NOT NULL,
  input_hash text NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (caller, operation, key)
);
COMMENT ON TABLE idempotency_key IS
  'Answers of requests with an idempotency key. Within 24 hours a repeated request gets its first answer again.';
COMMENT ON CONSTRAINT idempotency_key_pkey ON idempotency_key IS
  'A caller uses a key for one request of an operation; a concurrent repetition waits for the first request.';
`;

/** Finds the answers whose time is over. In a migration of its own: the first one is older. */
export const IDEMPOTENCY_EXPIRY_MIGRATION_SQL = 'CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at)';

/** What the API says of an input's `idempotencyKey`. */
export const IDEMPOTENCY_KEY_DESCRIPTION =
  'Makes a repetition safe: the same key and input give the same answer for 24 hours, the same key with other input is ' +
  'IDEMPOTENCY_KEY_REUSED.';

const covered = new WeakSet<EntityManager>();

/** Whether a key covers the work of this transaction: done again, it answers what it answered before. */
export function isCoveredByKey(manager: EntityManager): boolean {
  return covered.has(manager);
}

/** A plain JSON value: what is kept is what is answered again, so it holds no dates or classes. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * Does the work once per caller, operation and key, in the work's own transaction, and answers the same again for
 * 24 hours. Another input under the same key is IDEMPOTENCY_KEY_REUSED. Answers with `keep: false` (refusals) are not kept.
 * Each answer that is kept clears away two whose time is over, so that the table does not grow with the years.
 */
export async function withIdempotency<Answer extends Json>(
  manager: EntityManager,
  request: { caller: Caller; operation: string; key: string | null | undefined; input: unknown; clock: Clock },
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
  const [earlier] = await manager.query<{ input_hash: string; answer: Answer }[]>(
    'SELECT input_hash, answer FROM idempotency_key WHERE caller = $1 AND operation = $2 AND key = $3 AND created_at > $4',
    [...scope, new Date(now.getTime() - KEPT_MILLISECONDS)],
  );
  if (earlier !== undefined) {
    if (earlier.input_hash !== inputHash) throw idempotencyKeyReused();
    return earlier.answer;
  }
  const { answer, keep } = await work();
  if (keep) {
    await manager.query(
      `INSERT INTO idempotency_key (caller, operation, key, input_hash, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT idempotency_key_pkey
       DO UPDATE SET input_hash = excluded.input_hash, answer = excluded.answer, created_at = excluded.created_at`,
      [...scope, inputHash, JSON.stringify(answer), now],
    );
    await forgetSome(manager, new Date(now.getTime() - KEPT_MILLISECONDS));
  }
  return answer;
}

async function forgetSome(manager: EntityManager, before: Date): Promise<void> {
  await manager.query(
    `DELETE FROM idempotency_key WHERE (caller, operation, key) IN (
       SELECT caller, operation, key FROM idempotency_key WHERE created_at <= $1
       ORDER BY created_at LIMIT 2 FOR UPDATE SKIP LOCKED)`,
    [before],
  );
}

/** The input as text that does not depend on the order of its names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
