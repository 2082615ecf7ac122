import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { remindOfNextAssociation } from '../application/remind-of-next-association.js';

const REMIND_OF_NEXT_ASSOCIATION = 'remind-of-next-association';

/** Every minute. The job looks for dates that have come, so a run that was missed is caught up. */
export const REMINDERS_CRONTAB = `* * * * * ${REMIND_OF_NEXT_ASSOCIATION} ?max=3`;

/** The job that reminds users of their next association date. */
export function remindersTasks(deps: Pick<Dependencies, 'dataSource' | 'clock'>): TaskList {
  return { [REMIND_OF_NEXT_ASSOCIATION]: async () => remindOfNextAssociation(deps) };
}
