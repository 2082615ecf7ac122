import { setTimeout as pause } from 'node:timers/promises';
import { resilientPool } from '@app/subgraph-kit/database/pool';
import { createLog } from '@app/subgraph-kit/processes/log';
import { stopOnTermination } from '@app/subgraph-kit/processes/termination';
import { readReportingWatchEnvironment } from '../environment.js';
import { type StandbyState, watchStandby } from '../reporting/application/watch-standby.js';

const MILLISECONDS_BETWEEN = 10_000;

// Watches the reporting standby, beside it: no setting of PostgreSQL limits statements of a login that a login cannot change.
const { REPORTING_DATABASE_URL: url } = readReportingWatchEnvironment();
const log = createLog('reporting-watchdog');
const pool = resilientPool({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
const stopping = new AbortController();
stopOnTermination(log, [async () => stopping.abort(), () => pool.end()]);
log.info('ready');

let state: StandbyState | undefined;
while (!stopping.signal.aborted) {
  state = await watchStandby(pool, log, state);
  await pause(MILLISECONDS_BETWEEN, undefined, { signal: stopping.signal }).catch(() => undefined);
}
