import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import { ActivityRow } from './activity.row.js';

/** Why something was refused; kept beside the row for whoever looks into it. */
export type RefusalReason =
  | 'COOL_OFF'
  | 'YEARLY_LIMIT'
  | 'ANOTHER_PROFILE_LINKED'
  | 'WRONG_BROWSER'
  | 'WRONG_PERSON'
  | 'WRONG_CODES';

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
  | { readonly kind: 'REFUSED'; readonly reason: RefusalReason }
);

/** Adds a row that is never changed again. */
export async function recordActivity(manager: EntityManager, activity: Activity): Promise<void> {
  await manager.insert(ActivityRow, { ...activity });
}

/** When starts of a person were refused since then: refusals before there is a flow. */
export async function startsRefusedSince(manager: EntityManager, userId: string, since: Date): Promise<Date[]> {
  const rows = await manager.find(ActivityRow, {
    select: { id: true, at: true },
    where: { userId, kind: 'REFUSED', flowId: IsNull(), at: MoreThan(since) },
  });
  return rows.map(({ at }) => at);
}
