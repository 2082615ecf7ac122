import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { forgetFlows } from '../application/erase-expired-flows.js';

const FORGET_FLOWS = 'forget-flows';

/** Every minute, as the names of accounts outlive their flows by no more. */
export const FORGET_FLOWS_CRONTAB = `* * * * * ${FORGET_FLOWS} ?max=3`;

/** The job that erases the personal data of flows that are over. */
export function forgettingTasks(deps: Pick<Dependencies, 'dataSource' | 'clock'>): TaskList {
  return { [FORGET_FLOWS]: () => forgetFlows(deps) };
}
