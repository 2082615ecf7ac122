import { askedBy } from '@app/subgraph-kit/activity/actor';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies, Request } from '../../dependencies.js';
import type { RefusedAttempt, UserRefusalReason } from '../domain/user-activity.js';
import { recordRefusal } from '../store/user-activity.store.js';

/** The outcomes of use cases that are rejections. */
const REASONS = {
  'last-global-admin': 'LAST_GLOBAL_ADMIN',
  'not-permitted': 'NOT_PERMITTED',
  'user-exists': 'USER_EXISTS',
  'not-pending': 'INVITATION_NOT_PENDING',
  'window-passed': 'RESTORE_WINDOW_PASSED',
} as const satisfies Record<string, UserRefusalReason>;

/**
 * Records an outcome that is a rejection, in a transaction of its own: that of the attempt may have been rolled back.
 * Returns the outcome.
 */
export async function recordIfRefused<Outcome extends { readonly kind: string }>(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  { caller, requestId }: Request,
  attempt: Omit<RefusedAttempt, 'reason'>,
  outcome: Outcome,
): Promise<Outcome> {
  const reason = (REASONS as Readonly<Record<string, UserRefusalReason>>)[outcome.kind];
  // An id of another form is no organization.
  const isKnown = attempt.organizationId === undefined || isUuid(attempt.organizationId);
  if (reason !== undefined && isKnown) {
    const about = { ...askedBy(caller), requestId, at: clock.now() };
    await inTransaction(dataSource, tenantScopeOf(caller), (manager) =>
      recordRefusal(manager, { ...attempt, reason }, about),
    );
  }
  return outcome;
}
