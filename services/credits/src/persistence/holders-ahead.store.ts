import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { CredentialList } from '../domain/credential-list.js';
import type { Day } from '../domain/day.js';
import { countedByLooking } from './holder-count.store.js';

const AHEAD: Statement = {
  name: 'holders-ahead',
  text: `
    SELECT counted.organization_id AS "organizationId", list.content AS "listId",
      width_bucket(change.day - 1, $3::date[]) AS "firstDay", coalesce(sum(change.change), 0)::integer AS change
    FROM credential_list list
    JOIN counted_list counted ON counted.list_id = list.id AND counted.organization_id = ANY($1)
    LEFT JOIN holder_change change ON change.organization_id = counted.organization_id AND change.list_id = list.id
      AND change.day <= ($3::date[])[array_upper($3::date[], 1)]
    WHERE list.content = ANY($2)
    GROUP BY 1, 2, 3`,
};

/** The number of holders of a list in an organisation on the nth of the days. */
export type HoldersAhead = (organizationId: string, list: CredentialList, day: number) => number;

/** Holders on several days, in their order, read at once. */
export async function holdersAhead(
  reads: RequestReads,
  organizationIds: readonly string[],
  lists: readonly CredentialList[],
  days: readonly Day[],
): Promise<HoldersAhead> {
  const contents = lists.map(({ id }) => id);
  const rows = await reads.query<{ organizationId: string; listId: string; firstDay: number | null; change: number }>(
    AHEAD,
    [organizationIds, contents, days],
  );
  const sums = new Map<string, number[]>();
  for (const { organizationId, listId, firstDay, change } of rows) {
    const key = `${organizationId} ${listId}`;
    const known = sums.get(key) ?? days.map(() => 0);
    sums.set(
      key,
      known.map((people, day) => (firstDay !== null && day >= firstDay ? people + change : people)),
    );
  }
  const uncounted = organizationIds.flatMap((organizationId) =>
    lists.filter(({ id }) => !sums.has(`${organizationId} ${id}`)).map((list) => ({ organizationId, list })),
  );
  if (uncounted.length > 0) {
    const looked = await Promise.all(days.map((day) => countedByLooking(reads, uncounted, day)));
    for (const { organizationId, list } of uncounted) {
      const people = looked.map((rowsOfDay) =>
        rowsOfDay.find((row) => row.organizationId === organizationId && row.listId === list.id),
      );
      sums.set(
        `${organizationId} ${list.id}`,
        people.map((row) => row?.people ?? 0),
      );
    }
  }
  return (organizationId, list, day) => sums.get(`${organizationId} ${list.id}`)?.[day] ?? 0;
}
