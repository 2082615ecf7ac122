import { columns, integer, nullable, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import type { Day } from '../../values/domain/day.js';
import { countFromHoldings } from './holder-count.store.js';

/**
 * From the nth day on `lasting` more people hold the list, and `passing` more on that day only. Null without holders.
 */
const CHANGE = columns({
  organizationId: uuid(),
  listId: text(),
  place: nullable(integer()),
  lasting: nullable(integer()),
  passing: nullable(integer()),
});
type ListChange = RowOf<typeof CHANGE>;

const AHEAD = {
  name: 'holders-ahead',
  columns: CHANGE,
  text: `
    SELECT organization_id AS "organizationId", content AS "listId", place, sum(lasting)::integer AS lasting,
      sum(passing)::integer AS passing
    FROM (
      SELECT counted.organization_id, list.content, place, lasting, passing
      FROM credential_list list
      JOIN counted_list counted ON counted.list_id = list.id AND counted.organization_id = ANY($1)
      LEFT JOIN LATERAL (
        SELECT width_bucket(month, $3::date[]) AS place, change AS lasting, 0 AS passing FROM holder_change_monthly
        WHERE organization_id = counted.organization_id AND list_id = list.id AND month < ($3::date[])[cardinality($3)]
        UNION ALL
        SELECT width_bucket(day, $3::date[]) - 1, 0, change FROM holder_change_daily
        WHERE organization_id = counted.organization_id AND list_id = list.id AND day = ANY($3::date[])) AS kept ON true
      WHERE list.content = ANY($2)
      UNION ALL
      SELECT organization_id, list.content, width_bucket(day - 1, $3::date[]), change, 0
      FROM holder_change JOIN credential_list list ON list.id = list_id AND list.content = ANY($2)
      WHERE organization_id = ANY($1) AND day <= ($3::date[])[cardinality($3)]) AS change
    GROUP BY 1, 2, 3`,
};

/** Number of holders of a list in an organization on the nth of the days. */
export type HoldersAhead = (organizationId: string, list: CredentialList, day: number) => number;

/** Numbers of holders on several days, read at once. */
export async function holdersAhead(
  reads: RequestReads,
  organizationIds: readonly string[],
  lists: readonly CredentialList[],
  days: readonly Day[],
): Promise<HoldersAhead> {
  const contents = lists.map(({ id }) => id);
  const rows = await reads.query(AHEAD, [organizationIds, contents, days]);
  const changes = Map.groupBy(rows, ({ organizationId, listId }) => `${organizationId} ${listId}`);
  const sums = new Map([...changes].map(([key, ofList]) => [key, addedUp(ofList, days.length)]));
  const uncounted = organizationIds.flatMap((organizationId) =>
    lists.filter(({ id }) => !sums.has(`${organizationId} ${id}`)).map((list) => ({ organizationId, list })),
  );
  if (uncounted.length > 0) {
    const looked = await Promise.all(days.map((day) => countFromHoldings(reads, uncounted, day)));
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

function addedUp(changes: readonly ListChange[], days: number): number[] {
  const [lasting, passing] = [Array<number>(days).fill(0), Array<number>(days).fill(0)];
  for (const change of changes) {
    if (change.place === null) continue;
    lasting[change.place] = change.lasting ?? 0;
    passing[change.place] = change.passing ?? 0;
  }
  let people = 0;
  return lasting.map((change, day) => {
    people += change;
    return people + (passing[day] ?? 0);
  });
}
