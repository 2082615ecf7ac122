import { columns, integer, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { MOST_FOUND, totalFound } from '../../values/domain/most-found.js';
import type { DayRange } from '../domain/day-range.js';
import { BEGINNERS, BY_ITEM, byMonth, countOf, learners } from './learner-parts.js';

/** The days of a range and of its whole months (domain/day-range.ts); `now` decides who has left. */
export type LearnPeriod = Pick<DayRange, 'firstDay' | 'lastDay' | 'wholeFrom' | 'wholeUntil'> & { readonly now: Date };
export type LearnDimension = 'NAME' | 'ROLE' | 'PRODUCT';

const LEARN_TOTALS = columns({
  organizationId: uuid(),
  people: integer(),
  trained: integer(),
  modules: integer(),
  paths: integer(),
});
const LEARN_MONTH = columns({
  organizationId: uuid('wanted.id'),
  month: text("to_char(listed.month, 'YYYY-MM')"),
  newlyTrained: integer('sum(listed.newly)::integer'),
  modules: integer('sum(listed.modules)::integer'),
  paths: integer('sum(listed.paths)::integer'),
});
const LEARN_SLICE = columns({
  organizationId: uuid('wanted.id'),
  label: text('listed.label'),
  completions: integer('listed.completions'),
});
const LEARN_PERSON = columns({
  organizationId: uuid(),
  userId: uuid(),
  personRef: text(),
  modules: integer(),
  paths: integer(),
});
const PEOPLE_FOUND = columns({ organizationId: uuid('wanted.id'), people: integer('counted.people') });

export type LearnTotals = RowOf<typeof LEARN_TOTALS>;
export type LearnMonth = RowOf<typeof LEARN_MONTH>;
export type LearnSlice = RowOf<typeof LEARN_SLICE>;
export type LearnPerson = RowOf<typeof LEARN_PERSON>;

/** A search among people: a part of name or address, or an exact personRef. */
export type PeopleSearch = { readonly by: 'name' | 'ref'; readonly text: string };

// OFFSET 0 computes the counts once instead of at every use.
const counted = (among = '') => `
  (SELECT user_id, person_ref, ${countOf('module')} AS modules, ${countOf('path')} AS paths
   ${learners(among)} OFFSET 0) AS person`;

const TOTALS = {
  name: 'learn-totals',
  columns: LEARN_TOTALS,
  text: `SELECT wanted.id AS "organizationId", total.* FROM unnest($1::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT count(*)::integer AS people, count(*) FILTER (WHERE modules > 0)::integer AS trained,
        coalesce(sum(modules), 0)::integer AS modules, coalesce(sum(paths), 0)::integer AS paths
      FROM ${counted()} WHERE modules + paths > 0) AS total
    CROSS JOIN (SELECT $3::integer, $4::integer) AS typed`,
};

const BY_MONTH = {
  name: 'learn-months',
  columns: LEARN_MONTH,
  text: `SELECT ${LEARN_MONTH}
    FROM unnest($1::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      ${byMonth('module', 'done', '0')} UNION ALL ${byMonth('path', '0', 'done')} UNION ALL ${BEGINNERS}) AS listed
    CROSS JOIN (SELECT $3::integer, $4::integer, $5::integer, $6::integer) AS typed
    GROUP BY wanted.id, listed.month`,
};

/** Labels of an item by its newest description; an item with several labels counts once for each. */
const LABELS: Record<LearnDimension, string> = {
  NAME: 'ARRAY[described.title]',
  ROLE: 'described.roles',
  PRODUCT: 'described.products',
};

const topBy = (dimension: LearnDimension) => ({
  name: `learn-top-${dimension.toLowerCase()}`,
  columns: LEARN_SLICE,
  text: `SELECT ${LEARN_SLICE} FROM unnest($1::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT labeled.label, sum(counted.completions)::integer AS completions
      FROM (${BY_ITEM}) AS counted
      JOIN training_item ON training_item.id = counted.item
      CROSS JOIN LATERAL (
        SELECT told.title, told.roles, told.products FROM training_completion told
        WHERE told.source = training_item.source AND told.kind = training_item.kind AND told.uid = training_item.uid
        ORDER BY told.recorded_at DESC, told.id DESC LIMIT 1) AS described
      CROSS JOIN LATERAL (SELECT DISTINCT unnest(${LABELS[dimension]}) COLLATE pg_c_utf8 AS label) AS labeled
      GROUP BY labeled.label ORDER BY completions DESC, labeled.label LIMIT $7) AS listed
    CROSS JOIN (SELECT $3::integer, $4::integer, $5::integer, $6::integer) AS typed
    ORDER BY wanted.id, listed.completions DESC, listed.label`,
});

const AMONG = {
  name: `AND learner.user_id IN (SELECT found.id FROM user_account found WHERE found.organization_id = wanted.id
    AND (strpos(lower(found.display_name), lower($6 COLLATE pg_c_utf8)) > 0
      OR strpos(lower(found.email), lower($6 COLLATE pg_c_utf8)) > 0))`,
  ref: 'AND learner.person_ref = $6',
};

/** Totals of organizations, one row each. */
export async function learnTotals(
  reads: RequestReads,
  organizationIds: readonly string[],
  { now, firstDay, lastDay }: LearnPeriod,
): Promise<LearnTotals[]> {
  return reads.query(TOTALS, [organizationIds, now, firstDay, lastDay]);
}

/** Totals by UTC month, without empty months. A completion that is repeated in another month counts there again. */
export async function learnMonths(
  reads: RequestReads,
  organizationIds: readonly string[],
  { now, firstDay, lastDay, wholeFrom, wholeUntil }: LearnPeriod,
): Promise<LearnMonth[]> {
  return reads.query(BY_MONTH, [organizationIds, now, firstDay, lastDay, wholeFrom, wholeUntil]);
}

/** The most completed items by title, role or product. */
export async function learnTop(
  reads: RequestReads,
  organizationIds: readonly string[],
  { now, firstDay, lastDay, wholeFrom, wholeUntil }: LearnPeriod,
  { dimension, first }: { readonly dimension: LearnDimension; readonly first: number },
): Promise<LearnSlice[]> {
  const values = [organizationIds, now, firstDay, lastDay, wholeFrom, wholeUntil, first];
  return reads.query(topBy(dimension), values);
}

/** People by number of completions, most first; each page has one row more than requested. */
export async function learnPeople(
  reads: RequestReads,
  organizationIds: readonly string[],
  { now, firstDay, lastDay }: LearnPeriod,
  page: {
    readonly limit: number;
    readonly after: readonly [completions: string, personRef: string] | null;
    readonly search: PeopleSearch | null;
  },
): Promise<LearnPerson[]> {
  const { after, search } = page;
  const place = search ? 7 : 6;
  const beyond = after ? `AND (-(modules + paths), person_ref) > (-$${place}::integer, $${place + 1}::text)` : '';
  const statement = {
    columns: LEARN_PERSON,
    name: `learn-people${search ? `-by-${search.by}` : ''}${after ? '-after' : ''}`,
    text: `SELECT wanted.id AS "organizationId", listed.* FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (
        SELECT user_id AS "userId", person_ref AS "personRef", modules, paths
        FROM ${counted(search ? AMONG[search.by] : '')}
        WHERE modules + paths > 0 ${beyond} ORDER BY modules + paths DESC, person_ref LIMIT $5) AS listed
      CROSS JOIN (SELECT $3::integer, $4::integer) AS typed
      ORDER BY wanted.id, listed.modules + listed.paths DESC, listed."personRef"`,
  };
  const searched = search ? [search.text] : [];
  const values = [organizationIds, now, firstDay, lastDay, page.limit + 1, ...searched, ...(after ?? [])];
  return reads.query(statement, values);
}

/** Number of people that a search finds, null above the maximum; it reads the same rows as the page. */
export async function countLearnPeople(
  reads: RequestReads,
  organizationIds: readonly string[],
  { now, firstDay, lastDay }: LearnPeriod,
  { by, text }: PeopleSearch,
): Promise<{ organizationId: string; people: number | null }[]> {
  const statement = {
    name: `learn-people-found-by-${by}`,
    columns: PEOPLE_FOUND,
    text: `SELECT ${PEOPLE_FOUND} FROM unnest($1::uuid[]) AS wanted (id)
      CROSS JOIN LATERAL (
        SELECT count(*)::integer AS people
        FROM (SELECT FROM ${counted(AMONG[by])} WHERE modules + paths > 0 LIMIT $5) AS found) AS counted
      CROSS JOIN (SELECT $3::integer, $4::integer) AS typed`,
  };
  const values = [organizationIds, now, firstDay, lastDay, MOST_FOUND + 1, text];
  const rows = await reads.query(statement, values);
  return rows.map(({ organizationId, people }) => ({ organizationId, people: totalFound(people) }));
}
