import type { EntityManager } from 'typeorm';
import { recordActivity } from '../store/activity.store.js';
import { type Flow, killFlow } from '../store/flow.store.js';

/** The browser gets a page and nothing else; `ended` where a wrong browser ended a flow that could still be alive. */
export type Refused = { kind: 'refused'; ended?: true };

/** A browser came that does not hold the flow's cookie: the address or the answer travelled, so nobody may go on. */
export async function killForWrongBrowser(
  manager: EntityManager,
  { id, organizationId, userId, source, status, expiresAt }: Flow,
  { at, requestId }: { at: Date; requestId: string },
): Promise<Refused> {
  // Nobody can go on with an expired flow. Its own browser may have lost the cookie by then, which is no refusal.
  if (at >= expiresAt) return { kind: 'refused' };
  if (!(await killFlow(manager, id))) return status === 'DEAD' ? { kind: 'refused', ended: true } : { kind: 'refused' };
  const about = { organizationId, userId, source, flowId: id, at, requestId, actor: 'browser' };
  await recordActivity(manager, { ...about, kind: 'REFUSED', reason: 'WRONG_BROWSER' });
  return { kind: 'refused', ended: true };
}
