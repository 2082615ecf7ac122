import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { Day } from '../domain/day.js';

const FEWER: Statement = {
  name: 'holders-fewer-by-day',
  text: `
    SELECT organization_id AS "organizationId", content AS "listId", day::text, people_before::integer AS before, people_after::integer AS after
    FROM (
      SELECT wanted.organization_id, content, enough, day, have + sum(sum(change)) OVER by_day - sum(change) AS people_before,
        have + sum(sum(change)) OVER by_day AS people_after
      FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::integer[]) AS wanted (organization_id, content, have, enough)
      JOIN credential_list list USING (content)
      CROSS JOIN LATERAL (
        SELECT day, change FROM holder_day
        WHERE organization_id = wanted.organization_id AND list_id = list.id AND day > $5 AND day <= $6
        UNION ALL
        SELECT day, change FROM holder_change
        WHERE organization_id = wanted.organization_id AND list_id = list.id AND day > $5 AND day <= $6) AS change
      GROUP BY wanted.organization_id, content, have, enough, day
      WINDOW by_day AS (PARTITION BY wanted.organization_id, content ORDER BY day)) AS running
    WHERE least(people_before, people_after) < enough AND people_before <> people_after
    ORDER BY day, content`,
};

/** The holders of a list on the day before, and on the day. */
export type HoldersOfDay = {
  readonly organizationId: string;
  readonly listId: string;
  readonly day: Day;
  readonly before: number;
  readonly after: number;
};

/** Days after one day, up to another, on which the number of holders of a list changes where it is below what is enough. */
export async function holdersFewerByDay(
  reads: RequestReads,
  lists: readonly {
    readonly organizationId: string;
    readonly listId: string;
    readonly have: number;
    readonly enough: number;
  }[],
  { after, through }: { readonly after: Day; readonly through: Day },
): Promise<HoldersOfDay[]> {
  return reads.query<HoldersOfDay>(FEWER, [
    lists.map(({ organizationId }) => organizationId),
    lists.map(({ listId }) => listId),
    lists.map(({ have }) => have),
    lists.map(({ enough }) => enough),
    after,
    through,
  ]);
}

const ENDING: Statement = {
  name: 'holders-ending-on-days',
  text: `
    SELECT DISTINCT wanted.day::text, found.person_ref AS "personRef"
    FROM unnest($2::text[], $3::date[]) AS wanted (credential_code, day)
    CROSS JOIN LATERAL (
      SELECT person_ref FROM holding
      WHERE organization_id = $1 AND credential_code = wanted.credential_code
        AND until_month = date_trunc('month', wanted.day::timestamp)::date AND counts_until = wanted.day
      ORDER BY achieved_at, person_ref LIMIT 100) AS found`,
};

/** People who no longer count one of the credentials from its day on: a hundred for each, those who earned it first. */
export async function holdersEnding(
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
