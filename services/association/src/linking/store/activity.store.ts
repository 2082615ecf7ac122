import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { RejectionReason } from '../domain/rejection-reason.js';
import { ActivityRow } from './activity.row.js';

/** What happened to a link (R36): by whom, when and in which request. */
export type Activity = {
  readonly organizationId: string;
  readonly userId: string;
  readonly source: LearningSource;
  readonly at: Date;
  readonly actor: string;
  readonly requestId: string;
  readonly associationId?: string;
  readonly flowId?: string;
} & (
  | { readonly kind: 'STARTED' | 'ENDED_BY_USER' | 'ENDED_BY_MOVE' | 'ENDED_BY_ACCOUNT' | 'REINSTATED' | 'MERGED' }
  | { readonly kind: 'REFUSED'; readonly reason: RejectionReason }
);

/** Appends an entry. */
export async function recordActivity(manager: EntityManager, activity: Activity): Promise<void> {
  await manager.insert(ActivityRow, { ...activity });
}

/** The instants since then at which starts of a user were rejected before there was a flow. */
export async function startsRejectedSince(manager: EntityManager, userId: string, since: Date): Promise<Date[]> {
  const rows = await manager.find(ActivityRow, {
    select: { id: true, at: true },
    where: { userId, kind: 'REFUSED', flowId: IsNull(), at: MoreThan(since) },
  });
  return rows.map(({ at }) => at);
}
