import type { EntityManager } from 'typeorm';

/** Allows long statements for the rest of a transaction that no caller waits for. */
export async function allowLongStatements(manager: EntityManager): Promise<void> {
  await manager.query("SET LOCAL statement_timeout = '60s'; SET LOCAL lock_timeout = '30s'");
}
