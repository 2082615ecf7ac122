import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { sendLeaverDigests } from '../application/send-leaver-digests.js';

const SEND_LEAVER_DIGESTS = 'send-leaver-digests';

/** From the morning on: who began to leave since the last digest waits for the next morning. */
export const LEAVERS_CRONTAB = `20 6-23 * * * ${oneAtATime(SEND_LEAVER_DIGESTS)}`;

/** The job that writes the digests of leavers. */
export function leaversTasks(dependencies: Dependencies): TaskList {
  return { [SEND_LEAVER_DIGESTS]: () => sendLeaverDigests(dependencies) };
}
