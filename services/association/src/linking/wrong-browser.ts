import type { EntityManager } from 'typeorm';
import { recordActivity } from '../persistence/activity.store.js';
import { type Flow, killFlow } from '../persistence/flow.store.js';

/** A browser came that does not hold the flow's cookie: the address or the answer travelled, so nobody may go on. */
export async function killForWrongBrowser(
  manager: EntityManager,
  { id, organizationId, userId, source }: Flow,
  { at, requestId }: { at: Date; requestId: string },
): Promise<void> {
  if (!(await killFlow(manager, id))) return;
  const about = { organizationId, userId, source, flowId: id, at, requestId, actor: 'browser' };
  await recordActivity(manager, { ...about, kind: 'REFUSED', reason: 'WRONG_BROWSER' });
}
