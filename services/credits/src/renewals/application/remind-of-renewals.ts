import type { Dependencies } from '../../dependencies.js';
import { decideReminders } from './decide-reminders.js';
import { publishReminders } from './publish-reminders.js';

/** Decides what is due today and since the last run, then publishes what waits, also of a run that was killed. */
export async function remindOfRenewals(
  dependencies: Pick<Dependencies, 'dataSource' | 'clock' | 'rules'>,
): Promise<void> {
  await decideReminders(dependencies);
  await publishReminders(dependencies);
}
