import type { EntityManager } from 'typeorm';

/** For the rest of a transaction that nobody waits for: more time than a request has. */
export async function allowLongStatements(manager: EntityManager): Promise<void> {
  await manager.query("SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '30s'");
}
