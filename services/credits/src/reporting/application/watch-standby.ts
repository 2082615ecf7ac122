import type { createLog } from '@app/subgraph-kit/processes/log';
import type { Pool } from 'pg';
import { endOverdueSessions, isReceiving } from '../store/standby.store.js';

/** Seconds after which a transaction of a login is ended. A login can switch its own time limit off. */
const LONGEST_SECONDS = 300;

type Log = ReturnType<typeof createLog>;

/** What the last look at the standby found; it is logged when it changes. */
export type StandbyState = 'streaming' | 'not streaming' | 'no answer';

/** Ends overdue sessions of logins on the standby, and logs whether the standby follows its primary. */
export async function watchStandby(
  pool: Pool,
  log: Log,
  before: StandbyState | undefined,
  longestSeconds = LONGEST_SECONDS,
): Promise<StandbyState> {
  const state = await lookAt(pool, log, longestSeconds).catch((): StandbyState => 'no answer');
  if (state !== before) {
    if (state === 'streaming') log.info('the reporting standby follows its primary');
    else log.warn({ standby: state }, 'the reporting standby does not follow its primary');
  }
  return state;
}

async function lookAt(pool: Pool, log: Log, longestSeconds: number): Promise<StandbyState> {
  const standby = await pool.connect();
  try {
    const ended = await endOverdueSessions(standby, longestSeconds);
    if (ended > 0) log.warn({ ended }, 'overdue sessions of reporting logins ended');
    return (await isReceiving(standby)) ? 'streaming' : 'not streaming';
  } finally {
    standby.release();
  }
}
