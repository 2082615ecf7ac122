import type { Offboarding } from '../../members/domain/offboarding.js';
import type { Association } from './association.js';

/** The association as an offboarding leaves it: active until the report refresh, ended at it (R20). */
export function endByOffboarding(
  association: Association,
  offboarding: Offboarding | null | undefined,
  now: Date,
): Association {
  if (!offboarding || association.endedAt !== null) return association;
  const { dropsAt, leftAt } = offboarding;
  if (now < dropsAt || association.startedAt >= dropsAt) return association;
  return { ...association, endedAt: dropsAt, endReason: 'ACCOUNT_DELETED', leftAt };
}
