import { randomUUID } from 'node:crypto';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { offboardMember } from '../../linking/application/offboard-member.js';
import { membersToOffboard } from '../../members/store/member.store.js';

const BATCH_SIZE = 500;

/**
 * Ends the links of every leaver whose refresh has come (R21), each at its own refresh, however long ago that was. Looks
 * for offboardings that are not processed: it catches up after an outage, and two runs at once process each one once.
 */
export async function offboardLeavers(
  deps: Pick<Dependencies, 'dataSource' | 'clock'>,
): Promise<{ offboarded: number }> {
  const requestId = randomUUID();
  const failures = new Map<string, unknown>();
  let offboarded = 0;
  for (;;) {
    const due = await inTransaction(deps.dataSource, 'every-organization', (manager) =>
      membersToOffboard(manager, deps.clock.now(), BATCH_SIZE + failures.size),
    );
    const untried = due.filter((userId) => !failures.has(userId));
    if (untried.length === 0) break;
    for (const userId of untried) {
      try {
        if (await offboardMember(deps, userId, requestId)) offboarded += 1;
      } catch (error) {
        failures.set(userId, error); // One failure must not keep the other leavers waiting.
      }
    }
  }
  if (failures.size > 0) throw new AggregateError([...failures.values()], 'Links of leavers could not be ended.');
  return { offboarded };
}
