import type { EntityManager } from 'typeorm';
import { recordActivity } from '../../store/activity.store.js';
import { endFlow, type Flow } from '../../store/flow.store.js';

/** The browser gets a page only; `ended` where another browser ended a flow that could still be alive. */
export type Rejected = { kind: 'rejected'; ended?: true };

/** Ends a flow that a browser without its cookie presents: the address or the response was passed on. */
export async function endForWrongBrowser(
  manager: EntityManager,
  { id, organizationId, userId, source, status, expiresAt }: Flow,
  { at, requestId }: { at: Date; requestId: string },
): Promise<Rejected> {
  // An expired flow ends by itself. Its own browser may have lost the cookie by then, which is not recorded.
  if (at >= expiresAt) return { kind: 'rejected' };
  if (!(await endFlow(manager, id)))
    return status === 'DEAD' ? { kind: 'rejected', ended: true } : { kind: 'rejected' };
  const about = { organizationId, userId, source, flowId: id, at, requestId, actor: 'browser' };
  await recordActivity(manager, { ...about, kind: 'REFUSED', reason: 'WRONG_BROWSER' });
  return { kind: 'rejected', ended: true };
}
