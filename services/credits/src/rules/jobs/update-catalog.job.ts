import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { updateCatalog } from '../application/put-in-force.js';

const UPDATE_CATALOG = 'update-catalog';

/** At midnight (UTC): a rule set may begin, and the last day on which a retired credential counts may be over. */
export const CATALOG_CRONTAB = `0 0 * * * ${UPDATE_CATALOG} ?max=3`;

/** The job that updates the stored catalog. */
export function catalogTasks({ dataSource, rules, clock }: Dependencies): TaskList {
  return {
    [UPDATE_CATALOG]: async () =>
      inTransaction(dataSource, 'no-organization', (manager) => updateCatalog(manager, rules, clock.now())),
  };
}
