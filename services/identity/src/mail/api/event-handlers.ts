import { type EventHandler, onEvent } from '@app/events/consume';
import { reminderDue } from '@app/events/reminder-due';
import type { Dependencies } from '../../dependencies.js';
import { acceptReminder } from '../application/accept-reminder.js';

/** What this service does with the events of the other services. */
export function eventHandlers(dependencies: Dependencies): EventHandler[] {
  return [onEvent(reminderDue, (reminder) => acceptReminder(dependencies, reminder))];
}
