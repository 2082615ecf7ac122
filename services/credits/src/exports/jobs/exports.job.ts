import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { ExportMaker } from '../application/export-maker.js';
import type { ExportWork } from '../application/exports-services.js';
import { removeExpiredFiles } from '../application/remove-files.js';
import { renewFeeds } from '../application/renew-feeds.js';
import { MAKE_EXPORTS } from '../store/export-work.store.js';

const RENEW_EXPORT_FEEDS = 'renew-export-feeds';
const REMOVE_EXPIRED_EXPORTS = 'remove-expired-exports';

/** Every minute: exports whose worker is gone, feeds without the newest snapshot, files whose time is over. */
export const EXPORTS_CRONTAB = `* * * * * ${MAKE_EXPORTS} ?max=3
* * * * * ${oneAtATime(RENEW_EXPORT_FEEDS)}
* * * * * ${oneAtATime(REMOVE_EXPIRED_EXPORTS)}`;

/** The jobs of exports. Making runs outside of the queue, so that a long export delays no other job. */
export function exportsTasks(work: ExportWork, maker: ExportMaker): TaskList {
  return {
    [MAKE_EXPORTS]: async () => maker.wake(),
    [RENEW_EXPORT_FEEDS]: async () => renewFeeds(work),
    [REMOVE_EXPIRED_EXPORTS]: async () => removeExpiredFiles(work),
  };
}
