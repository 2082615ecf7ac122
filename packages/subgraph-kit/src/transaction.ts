import type { DataSource, EntityManager } from 'typeorm';
import { type Reach, reachSettings, SET_REACH } from './reach.js';

/** As long as a whole request may take: whoever asked has hung up by then. */
const PATIENCE_MILLISECONDS = 8_000;
/**
 * Serialization failure, deadlock, a lock or (a row that many wait for, lock after lock) a statement that did not come
 * through in time: the same work may succeed when done again.
 */
const RETRYABLE = new Set(['40001', '40P01', '55P03', '57014']);

/**
 * One writing transaction with the reach set; done again from the start while another one gets in its way. Each statement
 * sees what was committed before it; with REPEATABLE READ all of them see what was committed before the first.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  reach: Reach,
  work: (manager: EntityManager) => Promise<T>,
  isolation: 'READ COMMITTED' | 'REPEATABLE READ' = 'READ COMMITTED',
): Promise<T> {
  const patienceEnds = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      return await dataSource.transaction(isolation, async (manager) => {
        await manager.query(SET_REACH.text, reachSettings(reach));
        return work(manager);
      });
    } catch (error) {
      if (performance.now() > patienceEnds || !RETRYABLE.has(String(codeOf(error)))) throw error;
    }
  }
}

/** The name of the constraint that a failed statement ran into; undefined when it failed for another reason. */
export function violatedConstraint(error: unknown): string | undefined {
  const cause = databaseError(error);
  return typeof cause?.code === 'string' && cause.code.startsWith('23') ? cause.constraint : undefined;
}

function codeOf(error: unknown): string | undefined {
  return databaseError(error)?.code;
}

function databaseError(error: unknown): { code?: string; constraint?: string } | undefined {
  if (error === null || typeof error !== 'object') return undefined;
  const driverError = (error as { driverError?: object }).driverError;
  return driverError ?? error;
}
