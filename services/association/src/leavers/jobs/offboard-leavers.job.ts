import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { endLeavers } from '../application/offboard-leavers.js';

const END_LEAVERS = 'end-leavers';

/** Every minute: what is due is found by what is missing, never by a timer alone. */
export const CRONTAB = `* * * * * ${END_LEAVERS} ?max=3`;

/** The job that ends the links of leavers. */
export function leaverTasks(deps: Pick<Dependencies, 'dataSource' | 'clock'>): TaskList {
  return {
    [END_LEAVERS]: async () => {
      await endLeavers(deps);
    },
  };
}
