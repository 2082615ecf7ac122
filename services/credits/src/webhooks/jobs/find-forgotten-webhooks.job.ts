import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { deleteExpiredDeliveries } from '../application/delete-expired-deliveries.js';
import { makeForgottenDue } from '../store/claim.store.js';

const FIND_FORGOTTEN_WEBHOOKS = 'find-forgotten-webhooks';
const DELETE_EXPIRED_DELIVERIES = 'delete-expired-webhook-deliveries';

/** The sender looks for due deliveries by itself. Every minute a job finds webhooks that are not due and should be. */
export const WEBHOOKS_CRONTAB = `* * * * * ${oneAtATime(FIND_FORGOTTEN_WEBHOOKS)}
47 * * * * ${oneAtATime(DELETE_EXPIRED_DELIVERIES)}`;

/** The jobs of webhooks beside the sender. */
export function webhooksTasks(dependencies: Dependencies): TaskList {
  const { dataSource, clock } = dependencies;
  return {
    [FIND_FORGOTTEN_WEBHOOKS]: async () =>
      inTransaction(dataSource, 'every-organization', (manager) => makeForgottenDue(manager, clock.now())),
    [DELETE_EXPIRED_DELIVERIES]: async () => deleteExpiredDeliveries(dependencies),
  };
}
