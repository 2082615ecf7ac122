import { type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { ChangeMetadata } from '../domain/change-metadata.js';
import { type FailureReason, REJECTIONS_BY_RULES, type RejectionReason } from '../domain/rejection-reason.js';
import { ActivityRow } from './activity.row.js';

/** What happened to a link (R36): by whom, through which program, when and in which request. */
export type Activity = ChangeMetadata & {
  readonly organizationId: string;
  readonly userId: string;
  readonly source: LearningSource;
  readonly associationId?: string;
  readonly flowId?: string;
} & (
    | { readonly kind: 'STARTED' | 'ENDED_BY_USER' | 'ENDED_BY_MOVE' | 'ENDED_BY_ACCOUNT' | 'REINSTATED' | 'MERGED' }
    | Unsuccessful
  );

type Unsuccessful =
  | { readonly kind: 'REFUSED'; readonly reason: RejectionReason }
  | { readonly kind: 'FAILED'; readonly reason: FailureReason };

/** Appends an entry. */
export async function recordActivity(manager: EntityManager, activity: Activity): Promise<void> {
  await manager.insert(ActivityRow, { ...activity });
}

/** Appends a rejection or failure of a locked flow, unless the flow has it already: a page can be loaded again. */
export async function recordOnceForFlow(
  manager: EntityManager,
  activity: Activity & Unsuccessful & { readonly flowId: string },
): Promise<void> {
  const { flowId, reason } = activity;
  if (!(await manager.exists(ActivityRow, { where: { flowId, reason } }))) await recordActivity(manager, activity);
}

const HOUR = 60 * 60 * 1000;

/** Appends a rejection without a flow, unless the user has one of this reason in the hour before: they are not limited. */
export async function recordOnceAnHour(manager: EntityManager, activity: Activity & Unsuccessful): Promise<void> {
  const { userId, kind, reason, at } = activity;
  const since = MoreThan(new Date(at.getTime() - HOUR));
  const where = { userId, kind, reason, flowId: IsNull(), at: since };
  if (!(await manager.exists(ActivityRow, { where }))) await recordActivity(manager, activity);
}

/** The instants since then at which starts of a user were rejected by the rules before there was a flow. */
export async function startsRejectedSince(manager: EntityManager, userId: string, since: Date): Promise<Date[]> {
  const rows = await manager.find(ActivityRow, {
    select: { id: true, at: true },
    where: { userId, kind: 'REFUSED', reason: In(REJECTIONS_BY_RULES), flowId: IsNull(), at: MoreThan(since) },
  });
  return rows.map(({ at }) => at);
}
