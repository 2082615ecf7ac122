import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { remindOfRenewals } from '../application/remind-of-renewals.js';

const REMIND_OF_RENEWALS = 'remind-of-renewals';

/** Every minute: the first run of a day (UTC) decides its reminders, the others continue what a killed run left. */
export const RENEWALS_CRONTAB = `* * * * * ${oneAtATime(REMIND_OF_RENEWALS)}`;

/** The job that reminds users of expiries. */
export function renewalsTasks(dependencies: Dependencies): TaskList {
  return { [REMIND_OF_RENEWALS]: async () => remindOfRenewals(dependencies) };
}
