import { reasonNotCounting } from '../../achievements/domain/holding.js';
import type { Credential } from '../../catalog/domain/catalog.js';
import { type Day, dayOf } from '../../values/domain/day.js';

export type CreditState = 'PENDING' | 'COUNTED' | 'NOT_COUNTED' | 'DROP_SCHEDULED' | 'DROPPED';

export type CreditReason =
  | 'STEP_NOT_REACHED'
  | 'CAP_REACHED'
  | 'PERSON_ALREADY_COUNTED'
  | 'NOT_LINKED'
  | 'LAG'
  | 'EXPIRED'
  | 'REVOKED'
  | 'RETIRED'
  | 'NOT_IN_ANY_REQUIREMENT'
  | 'PERSON_LEFT'
  | 'MOVED_AWAY';

export type AssociationEndReason = 'REMOVED_BY_USER' | 'MOVED_TO_ANOTHER_ORGANIZATION' | 'ACCOUNT_DELETED';

/** The facts that decide the state of a credit. */
export type CreditFacts = {
  readonly credential: Credential | undefined;
  readonly achievedAt: Date;
  readonly expiresOn: Day | null;
  readonly revokedAt: Date | null;
  readonly countedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly leavesReportAt: Date | null;
  /** A requirement in force names the credential. */
  readonly named: boolean;
};

/** The state of a credit, and the reason why it does not count; null when it counts. */
export type Standing = { readonly state: CreditState; readonly reason: CreditReason | null };

const LEFT_BECAUSE: Record<string, CreditReason> = {
  REMOVED_BY_USER: 'NOT_LINKED',
  MOVED_TO_ANOTHER_ORGANIZATION: 'MOVED_AWAY',
  ACCOUNT_DELETED: 'PERSON_LEFT',
} satisfies Record<AssociationEndReason, CreditReason>;

/** Precedence: dropped, pending, not counted, scheduled to drop, counted. */
export function standingOf(facts: CreditFacts, now: Date): Standing {
  if (facts.endedAt !== null && facts.endedAt <= now) {
    return { state: 'DROPPED', reason: LEFT_BECAUSE[facts.endReason ?? ''] ?? 'NOT_LINKED' };
  }
  if (facts.leavesReportAt !== null && facts.leavesReportAt <= now) return { state: 'DROPPED', reason: 'PERSON_LEFT' };
  if (facts.countedAt === null) return { state: 'PENDING', reason: 'LAG' };
  const reason = reasonNotCounted(facts, now);
  if (reason) return { state: 'NOT_COUNTED', reason };
  return { state: facts.leavesReportAt === null ? 'COUNTED' : 'DROP_SCHEDULED', reason: null };
}

function reasonNotCounted(facts: CreditFacts, now: Date): CreditReason | null {
  if (facts.revokedAt !== null && facts.revokedAt <= now) return 'REVOKED';
  if (!facts.credential) return 'NOT_IN_ANY_REQUIREMENT';
  const held = { earnedOn: dayOf(facts.achievedAt), earnedAt: facts.achievedAt, expiresOn: facts.expiresOn };
  const reason = reasonNotCounting(facts.credential, held, dayOf(now));
  if (reason === 'EXPIRED') return 'EXPIRED';
  if (reason === 'EARNED_AFTER_RETIREMENT' || reason === 'RETIRED_TAIL_OVER') return 'RETIRED';
  return facts.named ? null : 'NOT_IN_ANY_REQUIREMENT';
}
