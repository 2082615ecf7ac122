import { randomUUID } from 'node:crypto';
import { inTransaction } from '@app/subgraph-kit/transaction';
import type { Dependencies } from '../../dependencies.js';
import { departWhenDue } from '../../linking/application/offboard-member.js';
import { membersAboutToDepart } from '../../members/store/member.store.js';

const AT_A_TIME = 500;

/**
 * Ends the links of every leaver whose refresh has come (R21), each at its own refresh, however long ago that was. Found
 * by what is missing: after an outage or a jump of the clock it catches up, and two at once do it once.
 */
export async function endLeavers(deps: Pick<Dependencies, 'dataSource' | 'clock'>): Promise<{ departed: number }> {
  const requestId = randomUUID();
  const failures = new Map<string, unknown>();
  let departed = 0;
  for (;;) {
    const due = await inTransaction(deps.dataSource, 'every-organization', (manager) =>
      membersAboutToDepart(manager, deps.clock.now(), AT_A_TIME + failures.size),
    );
    const untried = due.filter((userId) => !failures.has(userId));
    if (untried.length === 0) break;
    for (const userId of untried) {
      try {
        if (await departWhenDue(deps, userId, requestId)) departed += 1;
      } catch (error) {
        failures.set(userId, error); // One that cannot be worked on does not keep the others waiting.
      }
    }
  }
  if (failures.size > 0) throw new AggregateError([...failures.values()], 'Links of leavers could not be ended.');
  return { departed };
}
