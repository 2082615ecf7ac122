import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { deleteExpiredEvents } from '../application/delete-expired-events.js';

const NUMBER_EVENTS = 'number-events';
const DELETE_EXPIRED_EVENTS = 'delete-expired-events';

/** Every minute the relay finds events whose notification was lost. */
export const EVENTS_CRONTAB = `* * * * * ${oneAtATime(NUMBER_EVENTS)}
37 * * * * ${oneAtATime(DELETE_EXPIRED_EVENTS)}`;

/** The jobs of the event log: the relay and retention. */
export function eventsTasks(dependencies: Dependencies, relay: () => Promise<void>): TaskList {
  return {
    [NUMBER_EVENTS]: async () => relay(),
    [DELETE_EXPIRED_EVENTS]: async () => deleteExpiredEvents(dependencies),
  };
}
