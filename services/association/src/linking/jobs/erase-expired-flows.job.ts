import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { eraseExpiredFlows } from '../application/erase-expired-flows.js';

const ERASE_EXPIRED_FLOWS = 'erase-expired-flows';

/** Every minute: account names outlive their flows by no more than that. */
export const ERASE_EXPIRED_FLOWS_CRONTAB = `* * * * * ${ERASE_EXPIRED_FLOWS} ?max=3`;

/** The job that erases the personal data of expired flows. */
export function eraseExpiredFlowsTasks(deps: Pick<Dependencies, 'dataSource' | 'clock'>): TaskList {
  return { [ERASE_EXPIRED_FLOWS]: () => eraseExpiredFlows(deps) };
}
