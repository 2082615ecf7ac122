import type { DataSource, EntityManager } from 'typeorm';
import { isDatabaseUnavailable, mayHaveCommitted, OutcomeUnknown } from './database-faults.js';
import { isCoveredByKey } from './idempotency.js';
import { Retries } from './retries.js';
import { SET_TENANT_SCOPE, type TenantScope, tenantScopeSettings } from './tenant-scope.js';

type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** The connection was lost during a COMMIT that an idempotency key covers: a retry is safe. */
class CommitToBeRepeated extends Error {}

/**
 * Runs one writing transaction with the tenant scope set. It is retried from the start after a conflict with another
 * transaction or when its session ends before the commit. When the outcome of the COMMIT is unknown, it is retried only
 * under an idempotency key; otherwise it rejects with OutcomeUnknown. With READ COMMITTED each statement sees earlier
 * commits; with REPEATABLE READ all statements see the commits before the first one.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  tenantScope: TenantScope,
  work: (manager: EntityManager) => Promise<T>,
  isolation: Isolation = 'READ COMMITTED',
): Promise<T> {
  const retries = new Retries();
  let uncertain = false;
  for (;;) {
    try {
      return await once(dataSource, tenantScope, work, isolation);
    } catch (error) {
      uncertain ||= error instanceof CommitToBeRepeated;
      const reason = error instanceof CommitToBeRepeated ? error.cause : error;
      if (await retries.shouldRetry(reason)) continue;
      throw uncertain && isDatabaseUnavailable(reason) ? new OutcomeUnknown(reason) : reason;
    }
  }
}

async function once<T>(
  dataSource: DataSource,
  tenantScope: TenantScope,
  work: (manager: EntityManager) => Promise<T>,
  isolation: Isolation,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  let committing = false;
  try {
    await runner.startTransaction(isolation);
    await runner.manager.query(SET_TENANT_SCOPE.text, tenantScopeSettings(tenantScope));
    const result = await work(runner.manager);
    committing = true;
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // The first error is the cause; an error of the rollback follows from it.
    await runner.rollbackTransaction().catch(() => undefined);
    if (!committing || !mayHaveCommitted(error)) throw error;
    throw isCoveredByKey(runner.manager) ? new CommitToBeRepeated('', { cause: error }) : new OutcomeUnknown(error);
  } finally {
    await runner.release();
  }
}

/** The constraint that a failed statement violated; undefined for other errors. */
export function violatedConstraint(error: unknown): string | undefined {
  const cause = databaseError(error);
  return typeof cause?.code === 'string' && cause.code.startsWith('23') ? cause.constraint : undefined;
}

function databaseError(error: unknown): { code?: string; constraint?: string } | undefined {
  if (error === null || typeof error !== 'object') return undefined;
  const driverError = (error as { driverError?: object }).driverError;
  return driverError ?? error;
}
