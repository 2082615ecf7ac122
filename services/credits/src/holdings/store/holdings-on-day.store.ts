import { boolean, columns, day, instant, nullable, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { endOfChain } from '../../achievements/domain/counting-span.js';
import type { Day } from '../../values/domain/day.js';

export type CodeOf = { readonly organizationId: string; readonly credentialCode: string };
export type PersonOf = { readonly organizationId: string; readonly personRef: string };

const HOLDING = columns(
  { organizationId: uuid(), personRef: text(), credentialCode: text(), achievementId: uuid(), achievedAt: instant() },
  'holding',
);
/** `first`: among the first of a credential in counting order; otherwise of one of the people. */
const FOUND = columns({ first: boolean(), ...HOLDING.fields });

export type OrganizationHolding = RowOf<typeof HOLDING>;

const ON_THE_DAY = 'counts_from <= $5 AND (counts_until IS NULL OR counts_until > $5)';

/** Lists holdings that count on a day: the first of these credentials in counting order, and all of these people. */
export async function listHoldingsOn(
  reads: RequestReads,
  wanted: { readonly first: number; readonly codes: readonly CodeOf[]; readonly people: readonly PersonOf[] },
  on: Day,
): Promise<{ first: OrganizationHolding[]; held: OrganizationHolding[] }> {
  const limit = LIMITS.find((most) => wanted.first <= most) ?? 1_100;
  const statement = {
    name: `holdings-on-first-${limit}`,
    columns: FOUND,
    text: `
      SELECT true AS first, ${HOLDING.of('found')} FROM unnest($1::uuid[], $2::text[]) AS wanted (organization_id, credential_code)
      CROSS JOIN LATERAL (
        -- The months, one after the other, in which something ends; what ended before the day is not read.
        WITH RECURSIVE ending AS (
          SELECT min(until_month) AS month FROM holding
          WHERE organization_id = wanted.organization_id AND credential_code = wanted.credential_code
            AND until_month >= date_trunc('month', $5::date)::date
          UNION ALL
          SELECT (SELECT min(until_month) FROM holding
            WHERE organization_id = wanted.organization_id AND credential_code = wanted.credential_code
              AND until_month > ending.month)
          FROM ending WHERE month IS NOT NULL)
        SELECT ${HOLDING} FROM ending
        CROSS JOIN LATERAL (
          SELECT * FROM holding
          WHERE organization_id = wanted.organization_id AND credential_code = wanted.credential_code
            AND until_month = ending.month AND ${ON_THE_DAY}
          ORDER BY achieved_at, person_ref LIMIT ${limit}) AS holding
        ORDER BY achieved_at, person_ref LIMIT ${limit}) AS found
      UNION ALL
      SELECT false, ${HOLDING} FROM holding
      JOIN unnest($3::uuid[], $4::text[]) AS wanted (organization_id, person_ref) USING (organization_id, person_ref)
      WHERE ${ON_THE_DAY}`,
  };
  const { codes, people } = wanted;
  const rows = await reads.query(statement, [
    codes.map(({ organizationId }) => organizationId),
    codes.map(({ credentialCode }) => credentialCode),
    people.map(({ organizationId }) => organizationId),
    people.map(({ personRef }) => personRef),
    on,
  ]);
  return { first: rows.filter(({ first }) => first), held: rows.filter(({ first }) => !first) };
}

/** Limits in the text of the statement: with a limit unknown to the planner, a reused plan would sort all holdings. */
const LIMITS = [10, 25, 100, 1_100];

const HELD = columns(
  {
    organizationId: uuid(),
    personRef: text(),
    userId: uuid('person.user_id'),
    credentialCode: text(),
    from: day<Day>('counts_from'),
    until: nullable(day<Day>('counts_until')),
    leavesReportAt: nullable(instant('leaves_report_at')),
  },
  'holding',
);

/** A credential of a person from a day on: the first day it no longer counts, and the drop date of a leaver. */
export type HeldUntil = Omit<RowOf<typeof HELD>, 'from'>;

const HELD_UNTIL = {
  name: 'holdings-of-people-until',
  columns: HELD,
  text: `
    SELECT ${HELD}
    FROM unnest($1::uuid[], $2::text[]) AS wanted (organization_id, ref)
    JOIN holding ON holding.organization_id = wanted.organization_id AND holding.person_ref = wanted.ref
    JOIN person ON person.organization_id = wanted.organization_id AND person.ref = wanted.ref
    LEFT JOIN user_account ON user_account.id = person.user_id
    WHERE counts_until IS NULL OR counts_until > $3`,
};

/** Lists the credentials of these people that count on a day, with the first day they no longer count. */
export async function listHeldUntil(reads: RequestReads, people: readonly PersonOf[], on: Day): Promise<HeldUntil[]> {
  const rows = await reads.query(HELD_UNTIL, [
    people.map(({ organizationId }) => organizationId),
    people.map(({ personRef }) => personRef),
    on,
  ]);
  const credentials = Map.groupBy(rows, (row) => `${row.organizationId} ${row.personRef} ${row.credentialCode}`);
  return [...credentials.values()].flatMap((spans) => {
    const current = spans.find((span) => span.from <= on);
    return current ? [{ ...current, until: endOfChain(current, spans) }] : [];
  });
}
