import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { compactHolderChanges } from '../application/compact-holder-changes.js';
import { startCountingHolders } from '../application/start-counting-holders.js';
import { compactCompletionChanges } from '../store/learner.store.js';

const COUNT_HOLDERS = 'count-holders';
const COMPACT_HOLDER_CHANGES = 'compact-holder-changes';
const COMPACT_COMPLETION_CHANGES = 'compact-completion-changes';

/** Lists without counts are found every minute; changes become sums every five minutes, those of completions every hour. */
export const HOLDERS_CRONTAB = `* * * * * ${COUNT_HOLDERS} ?max=3
*/5 * * * * ${oneAtATime(COMPACT_HOLDER_CHANGES)}
27 * * * * ${oneAtATime(COMPACT_COMPLETION_CHANGES)}`;

/** The jobs that count the holders of lists of credentials, and compact the changes of holders and completions into sums. */
export function holdersTasks(dependencies: Dependencies): TaskList {
  return {
    [COUNT_HOLDERS]: async () => startCountingHolders(dependencies),
    [COMPACT_HOLDER_CHANGES]: async () => compactHolderChanges(dependencies),
    [COMPACT_COMPLETION_CHANGES]: async () =>
      inTransaction(dependencies.dataSource, 'every-organization', compactCompletionChanges),
  };
}
