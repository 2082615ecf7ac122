import { columns, integer, json, text, uuid } from '@app/subgraph-kit/database/columns';
import { type CredentialList, listedOn } from '../../rules/domain/credential-list.js';
import type { PartnerFigure } from '../../rules/domain/partner-figure.js';
import type { Day } from '../../values/domain/day.js';
import { parseFraction } from '../../values/domain/fraction.js';
import type { Reads } from '../../values/store/transaction-reads.js';

/** The facts of a score of an organization on a day: holders by list, and the figures in force. */
export type ScoreFacts = {
  readonly organizationId: string;
  readonly holders: ReadonlyMap<string, number>;
  readonly figures: readonly PartnerFigure[];
};

/** A figure as stored: an exact number as text. */
export type FigureText = Omit<PartnerFigure, 'value' | 'recordedAt'> & {
  readonly value: string;
  readonly recordedAt: string | Date;
};

const FACTS = {
  name: 'score-facts',
  isPlannedOnce: true,
  columns: columns({
    organizationId: uuid(),
    holders: json<Record<string, number>>(),
    figures: json<FigureText[]>(),
  }),
  text: `
    SELECT organization.id AS "organizationId",
      (SELECT coalesce(json_object_agg(content, people), '{}') FROM (
        SELECT list.content,
          coalesce((SELECT sum(change) FROM holder_change_monthly WHERE organization_id = organization.id AND list_id = list.id
            AND month < date_trunc('month', $3::date)::date), 0)
          + coalesce((SELECT sum(change) FROM holder_change_daily WHERE organization_id = organization.id AND list_id = list.id
            AND day BETWEEN date_trunc('month', $3::date)::date AND $3::date), 0)
          + coalesce((SELECT sum(change) FROM holder_change WHERE organization_id = organization.id AND list_id = list.id
            AND day <= $3::date), 0) AS people
        FROM credential_list list
        JOIN counted_list counted ON counted.list_id = list.id AND counted.organization_id = organization.id
        WHERE list.content = ANY($2)) AS held) AS holders,
      (SELECT coalesce(json_agg(figure), '[]') FROM (
        SELECT DISTINCT ON (metric, designation) metric, designation, trim_scale(value)::text AS value,
          holds_from AS "holdsFrom", recorded_at AS "recordedAt", id
        FROM partner_figure WHERE organization_id = organization.id AND holds_from <= $3::date
        ORDER BY metric, designation, holds_from DESC, recorded_at DESC, id DESC) AS figure) AS figures
    FROM unnest($1::uuid[]) AS organization (id)`,
};

const UNCOUNTED = {
  name: 'holders-of-uncounted-lists',
  columns: columns({ organizationId: uuid(), listId: text(), people: integer() }),
  text: `
    SELECT organization_id AS "organizationId", list_id AS "listId", count(DISTINCT person_ref)::integer AS people
    FROM unnest($1::uuid[], $2::text[], $3::text[]) AS wanted (organization_id, list_id, credential_code)
    JOIN holding USING (organization_id, credential_code)
    WHERE counts_from <= $4 AND (counts_until IS NULL OR counts_until > $4)
    GROUP BY organization_id, list_id`,
};

/**
 * Facts of a past or future day. Falls back to counting holdings directly when an organization has no counts for a list
 * yet.
 */
export async function scoreFacts(
  reads: Reads,
  organizationIds: readonly string[],
  lists: readonly CredentialList[],
  on: Day,
): Promise<ScoreFacts[]> {
  const ids = lists.map(({ id }) => id);
  const rows = await reads.query(FACTS, [organizationIds, ids, on]);
  const uncounted = rows.flatMap(({ organizationId, holders }) =>
    lists.filter(({ id }) => !(id in holders)).map((list) => ({ organizationId, list })),
  );
  const counted = uncounted.length === 0 ? [] : await countFromHoldings(reads, uncounted, on);
  const fallback = Map.groupBy(counted, ({ organizationId }) => organizationId);
  return rows.map(({ organizationId, holders, figures }) => {
    const late = (fallback.get(organizationId) ?? []).map(({ listId, people }) => [listId, people] as const);
    return {
      organizationId,
      holders: new Map([...Object.entries(holders), ...late]),
      figures: figures.map(readFigure),
    };
  });
}

/** Number of holders of each of these lists, counted from holdings. */
export async function countFromHoldings(
  reads: Reads,
  wanted: readonly { organizationId: string; list: CredentialList }[],
  on: Day,
): Promise<{ organizationId: string; listId: string; people: number }[]> {
  const codes = wanted.flatMap(({ organizationId, list }) =>
    listedOn(list, on).map((code) => ({ organizationId, listId: list.id, code })),
  );
  return reads.query(UNCOUNTED, [
    codes.map(({ organizationId }) => organizationId),
    codes.map(({ listId }) => listId),
    codes.map(({ code }) => code),
    on,
  ]);
}

export function readFigure({ value, recordedAt, ...rest }: FigureText): PartnerFigure {
  const exact = parseFraction(value);
  if (!exact) throw new Error(`The recorded figure ${rest.id} is not an exact number.`);
  return { ...rest, value: exact, recordedAt: new Date(recordedAt) };
}
