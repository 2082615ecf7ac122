import type { TaskList } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import type { Clock } from '../processes/clock.js';
import { oneAtATime } from '../processes/one-at-a-time.js';
import type { ActivityLog } from './activity-log.js';
import { chainEntries } from './chain-entries.js';
import { FEWEST_DAYS_KEPT } from './chain-sql.js';
import { expireEntries } from './expire-entries.js';

/** The days that entries are kept: by default two years, then the fewest and the most. */
export const ACTIVITY_RETENTION_DAYS = [730, FEWEST_DAYS_KEPT, 36_600] as const;

const CHAIN = 'chain-activity';
const EXPIRE = 'expire-activity';

/** Entries are chained within a minute of their commit, and deleted once a day. */
export const ACTIVITY_CRONTAB = `* * * * * ${oneAtATime(CHAIN)}
20 4 * * * ${oneAtATime(EXPIRE)}`;

/** The jobs of a log of activity: its chain and its retention. */
export function activityTasks(
  deps: { dataSource: DataSource; clock: Clock },
  log: ActivityLog,
  retention: { days: number },
): TaskList {
  return {
    [CHAIN]: () => chainEntries(deps, log),
    [EXPIRE]: () => expireEntries(deps, log, retention),
  };
}
