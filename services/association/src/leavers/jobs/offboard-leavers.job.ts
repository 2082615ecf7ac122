import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { offboardLeavers } from '../application/offboard-leavers.js';

const OFFBOARD_LEAVERS = 'offboard-leavers';

/** Every minute. The job looks for unprocessed offboardings, so a run that was missed is caught up. */
export const OFFBOARD_LEAVERS_CRONTAB = `* * * * * ${OFFBOARD_LEAVERS} ?max=3`;

/** The job that ends the links of leavers. */
export function offboardLeaversTasks(deps: Pick<Dependencies, 'dataSource' | 'clock'>): TaskList {
  return {
    [OFFBOARD_LEAVERS]: async () => {
      await offboardLeavers(deps);
    },
  };
}
