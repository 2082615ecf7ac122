import type { DataSource, EntityManager } from 'typeorm';
import { isDatabaseUnavailable, mayHaveCommitted, OutcomeUnknown } from './database-faults.js';
import { isCoveredByKey } from './idempotency.js';
import { Retries } from './retries.js';
import { SET_TENANT_SCOPE, type TenantScope, tenantScopeSettings } from './tenant-scope.js';

type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** The connection was lost during a COMMIT of work that an idempotency key covers: it may be done again. */
class CommitToBeRepeated extends Error {}

/**
 * One writing transaction with the reach set; done again from the start while another one gets in its way, or when its
 * session ended before it was committed. After a COMMIT whose outcome is not known it is done again only under an
 * idempotency key, which finds out; otherwise it rejects with OutcomeUnknown. Each statement sees what was committed
 * before it; with REPEATABLE READ all of them see what was committed before the first.
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
    // The first error says why; one of a rollback follows from it.
    await runner.rollbackTransaction().catch(() => undefined);
    if (!committing || !mayHaveCommitted(error)) throw error;
    throw isCoveredByKey(runner.manager) ? new CommitToBeRepeated('', { cause: error }) : new OutcomeUnknown(error);
  } finally {
    await runner.release();
  }
}

/** The name of the constraint that a failed statement ran into; undefined when it failed for another reason. */
export function violatedConstraint(error: unknown): string | undefined {
  const cause = databaseError(error);
  return typeof cause?.code === 'string' && cause.code.startsWith('23') ? cause.constraint : undefined;
}

function databaseError(error: unknown): { code?: string; constraint?: string } | undefined {
  if (error === null || typeof error !== 'object') return undefined;
  const driverError = (error as { driverError?: object }).driverError;
  return driverError ?? error;
}
