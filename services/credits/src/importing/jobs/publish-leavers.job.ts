import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { publishDueLeavers } from '../application/publish-leavers.js';

const PUBLISH_DUE_LEAVERS = 'publish-due-leavers';

/** Runs every minute and finds leavers by their drop date. */
export const LEAVERS_CRONTAB = `* * * * * ${oneAtATime(PUBLISH_DUE_LEAVERS)}`;

/** The job that publishes leavers whose drop date has come. */
export function leaversTasks(dependencies: Dependencies): TaskList {
  return { [PUBLISH_DUE_LEAVERS]: async () => publishDueLeavers(dependencies) };
}
