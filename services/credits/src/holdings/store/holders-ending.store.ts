import { columns, day, integer, nullable, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CredentialList } from '../../rules/domain/credential-list.js';
import { compareText } from '../../values/domain/compare-text.js';
import type { Day } from '../../values/domain/day.js';
import { computeHolderChanges, diffChanges } from '../domain/list-holders.js';

/** One row for each day of a counted list; a row without a day for a list that is not counted. */
const SHORTFALL = columns({
  organizationId: uuid(),
  listId: text('content'),
  day: nullable(day<Day>()),
  before: nullable(integer('people_before::integer')),
  after: nullable(integer('people_after::integer')),
});

const FEWER = {
  name: 'holders-fewer-by-day',
  columns: SHORTFALL,
  text: `
    (SELECT ${SHORTFALL} FROM (
      SELECT wanted.organization_id, content, enough, day, have + sum(sum(change)) OVER by_day - sum(change) AS people_before,
        have + sum(sum(change)) OVER by_day AS people_after
      FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::integer[]) AS wanted (organization_id, content, have, enough)
      JOIN credential_list list USING (content)
      CROSS JOIN LATERAL (
        SELECT day, change FROM holder_change_daily
        WHERE organization_id = wanted.organization_id AND list_id = list.id AND day > $5 AND day <= $6
        UNION ALL
        SELECT day, change FROM holder_change
        WHERE organization_id = wanted.organization_id AND list_id = list.id AND day > $5 AND day <= $6) AS change
      GROUP BY wanted.organization_id, content, have, enough, day
      WINDOW by_day AS (PARTITION BY wanted.organization_id, content ORDER BY day)) AS running
    WHERE least(people_before, people_after) < enough AND people_before <> people_after
    ORDER BY day, content)
    UNION ALL
    SELECT organization_id, content, NULL, NULL, NULL FROM unnest($1::uuid[], $2::text[]) AS wanted (organization_id, content)
    WHERE NOT EXISTS (SELECT FROM counted_list counted JOIN credential_list list ON list.id = list_id
      WHERE counted.organization_id = wanted.organization_id AND list.content = wanted.content)`,
};

const HELD_WITHIN = columns({
  organizationId: uuid(),
  personRef: text(),
  credentialCode: text(),
  from: day<Day>('counts_from'),
  until: nullable(day<Day>('counts_until')),
});

const HELD = {
  name: 'holders-held-within',
  columns: HELD_WITHIN,
  text: `
    SELECT ${HELD_WITHIN}
    FROM holding JOIN unnest($1::uuid[], $2::text[]) AS wanted (organization_id, credential_code)
      USING (organization_id, credential_code)`,
};

type Wanted = {
  readonly organizationId: string;
  readonly list: CredentialList;
  readonly have: number;
  readonly enough: number;
};

/** The number of holders of a list on the day before, and on the day. */
export type HoldersOfDay = {
  readonly organizationId: string;
  readonly listId: string;
  readonly day: Day;
  readonly before: number;
  readonly after: number;
};

/**
 * Lists the days of a range on which the number of holders of a list changes below `enough`. Falls back to holdings
 * when an organization has no counts for a list yet.
 */
export async function listShortfallsByDay(
  reads: RequestReads,
  lists: readonly Wanted[],
  { after, through }: { readonly after: Day; readonly through: Day },
): Promise<HoldersOfDay[]> {
  const rows = await reads.query(FEWER, [
    lists.map(({ organizationId }) => organizationId),
    lists.map(({ list }) => list.id),
    lists.map(({ have }) => have),
    lists.map(({ enough }) => enough),
    after,
    through,
  ]);
  const counted = rows.flatMap(({ day, before, after, ...list }) =>
    day === null || before === null || after === null ? [] : [{ ...list, day, before, after }],
  );
  if (counted.length === rows.length) return counted;
  const missing = new Set(rows.flatMap((row) => (row.day === null ? [keyOf(row)] : [])));
  const uncounted = lists.filter(({ organizationId, list }) => missing.has(keyOf({ organizationId, listId: list.id })));
  const looked = await countShortfallsDirectly(reads, uncounted, { after, through });
  return [...counted, ...looked].sort((a, b) => compareText(a.day, b.day) || compareText(a.listId, b.listId));
}

async function countShortfallsDirectly(
  reads: RequestReads,
  lists: readonly Wanted[],
  { after, through }: { readonly after: Day; readonly through: Day },
): Promise<HoldersOfDay[]> {
  const codes = lists.flatMap(({ organizationId, list }) =>
    list.members.map(({ credentialCode }) => [organizationId, credentialCode] as const),
  );
  const distinct = [...new Map(codes.map((code) => [code.join(' '), code])).values()];
  const held = await reads.query(HELD, [distinct.map(([id]) => id), distinct.map(([, code]) => code)]);
  const people = Map.groupBy(held, ({ organizationId }) => organizationId);
  return lists.flatMap(({ organizationId, list, have, enough }) => {
    const byPerson = Map.groupBy(people.get(organizationId) ?? [], ({ personRef }) => personRef);
    const changes = diffChanges(
      [],
      [...byPerson.values()].flatMap((theirs) => computeHolderChanges([list], theirs)),
    );
    const within = changes.filter(({ day }) => day > after && day <= through);
    let now = have;
    return within
      .sort((a, b) => compareText(a.day, b.day))
      .map(({ day, change }) => {
        const before = now;
        now += change;
        return { organizationId, listId: list.id, day, before, after: now };
      })
      .filter((one) => Math.min(one.before, one.after) < enough);
  });
}

function keyOf({ organizationId, listId }: Pick<HoldersOfDay, 'organizationId' | 'listId'>): string {
  return `${organizationId} ${listId}`;
}

const ENDING_ON = columns({ day: day<Day>('wanted.day'), personRef: text('found.person_ref') });

const ENDING = {
  name: 'holders-ending-on-days',
  columns: ENDING_ON,
  text: `
    SELECT DISTINCT ${ENDING_ON}
    FROM unnest($2::text[], $3::date[]) AS wanted (credential_code, day)
    CROSS JOIN LATERAL (
      SELECT person_ref FROM holding
      WHERE organization_id = $1 AND credential_code = wanted.credential_code
        AND until_month = date_trunc('month', wanted.day::timestamp)::date AND counts_until = wanted.day
      ORDER BY achieved_at, person_ref LIMIT 100) AS found`,
};

/**
 * People for whom one of the credentials stops counting on its day: at most a hundred for each, earliest achievement
 * first.
 */
export async function listHoldersEnding(
  reads: RequestReads,
  organizationId: string,
  ends: readonly { readonly credentialCode: string; readonly day: Day }[],
): Promise<{ day: Day; personRef: string }[]> {
  return reads.query(ENDING, [
    organizationId,
    ends.map(({ credentialCode }) => credentialCode),
    ends.map(({ day }) => day),
  ]);
}
