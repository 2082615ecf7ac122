import type { ExportedEntry } from '@app/subgraph-kit/activity/exported-entry';
import { type ActivitySpan, readSpan } from '@app/subgraph-kit/activity/read-span';
import { type Verification, type Verified, verifyChains } from '@app/subgraph-kit/activity/verify-chains';
import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { LISTED_USER_ACTIVITY } from '../users/store/user-activity-list.store.js';
import { USER_ACTIVITY } from '../users/store/user-activity-log.js';
import { withIdentity } from './with-identity.js';

/** Verifies the chains of the activity of users. */
export async function verifyUserActivity(verification: Verification, run: CommandRun): Promise<Verified> {
  return withIdentity(run, ({ reads }) => verifyChains(reads, USER_ACTIVITY, verification));
}

/** Shows the activity of the users of an organization entry by entry, oldest first; returns their number. */
export async function exportUserActivity(
  span: ActivitySpan,
  show: (entry: ExportedEntry) => void,
  run: CommandRun,
): Promise<number> {
  return withIdentity(run, async ({ reads }) => {
    const listed = { table: USER_ACTIVITY.table, listed: LISTED_USER_ACTIVITY };
    let shown = 0;
    for await (const entry of readSpan(reads, listed, span)) {
      show({ ...entry, list: 'USERS', source: null, associationId: null });
      shown += 1;
    }
    return shown;
  });
}
