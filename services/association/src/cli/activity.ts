import type { ExportedEntry } from '@app/subgraph-kit/activity/exported-entry';
import { type ActivitySpan, readSpan } from '@app/subgraph-kit/activity/read-span';
import { type Verification, type Verified, verifyChains } from '@app/subgraph-kit/activity/verify-chains';
import type { CommandRun } from '@app/subgraph-kit/commands/command';
import { withDatabase } from '@app/subgraph-kit/commands/with-database';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { associationDataSource } from '../database/data-source.js';
import { operatorEnvironment } from '../environment.js';
import { actorShown, reasonShownTo } from '../linking/domain/link-activity.js';
import { LISTED_LINK_ACTIVITY } from '../linking/store/activity-list.store.js';
import { LINK_ACTIVITY } from '../linking/store/activity-log.js';

/** Verifies the chains of the activity of links. */
export async function verifyLinkActivity(verification: Verification, run: CommandRun): Promise<Verified> {
  return withReads(run, (reads) => verifyChains(reads, LINK_ACTIVITY, verification));
}

/**
 * Shows the activity of the links of an organization entry by entry, oldest first, as its administrators may see it;
 * returns their number.
 */
export async function exportLinkActivity(
  span: ActivitySpan,
  show: (entry: ExportedEntry) => void,
  run: CommandRun,
): Promise<number> {
  return withReads(run, async (reads) => {
    const listed = { table: LINK_ACTIVITY.table, listed: LISTED_LINK_ACTIVITY };
    let shown = 0;
    for await (const entry of readSpan(reads, listed, span)) {
      const reason = reasonShownTo(null, entry);
      show({ ...entry, ...actorShown(entry), reason, list: 'LINKS', attempted: null });
      shown += 1;
    }
    return shown;
  });
}

function withReads<T>(run: CommandRun, work: (reads: RequestReads) => Promise<T>): Promise<T> {
  const { ASSOCIATION_DATABASE_URL: url } = readEnvironment(operatorEnvironment, run.environment);
  const opened = { setting: 'ASSOCIATION_DATABASE_URL', url, connect: associationDataSource };
  return withDatabase(opened, ({ reads }) => work(reads));
}
