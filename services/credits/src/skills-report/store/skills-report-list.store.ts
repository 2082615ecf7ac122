import {
  boolean,
  columns,
  day,
  instant,
  integer,
  nullable,
  oneOf,
  type RowOf,
  text,
  texts,
  uuid,
} from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { Parameters } from '../../credits/store/credit-conditions.js';
import { limitFor } from '../../credits/store/credit-list.store.js';
import type { Day } from '../../values/domain/day.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type { ReportKey } from './skills-report.store.js';
import { orderKey, positionsOf, type ReportPage } from './skills-report-positions.js';
import { credentialConditions, type ReportSelection } from './skills-report-selection.js';

/** The answer for a row, from `line`, `person` and `known` of its report. */
export const ROW = columns({
  refNo: integer('line.ref_no'),
  personRef: text('person.person_ref'),
  userId: uuid('person.user_id'),
  displayName: nullable(text('person.display_name')),
  email: nullable(text('person.email')),
  profileId: nullable(
    text("CASE line.source WHEN 'MICROSOFT_LEARN' THEN person.learn_profile_id ELSE person.university_profile_id END"),
  ),
  source: oneOf<LearningSource>('line.source'),
  credentialCode: text('line.credential_code'),
  achievedAt: instant('line.achieved_at'),
  expiresOn: nullable(day<Day>("nullif(line.expires_on, 'infinity')")),
  associatedSince: instant('line.associated_since'),
  relevantTo: texts('known.relevant_to'),
  leaving: boolean('line.leaving'),
});

/** `position`: of the row in the requested order. */
const PAGED = { organizationId: uuid('wanted.id'), position: texts(), ...ROW.fields };
const LISTED = columns(PAGED);

/** A row of a report with everything that its answer needs. */
export type ReportRow = RowOf<typeof LISTED>;

/**
 * One page per organization, in one statement. Rows are partitioned into slices (leavers and others, by credential)
 * whose order is stored in chunks. A page merges the heads of the slices, so that no filter reads beyond its rows.
 */
export async function listReportRows(
  reads: RequestReads,
  organizationIds: readonly string[],
  page: ReportPage,
  selection: ReportSelection,
): Promise<ReportRow[]> {
  const parameters = new Parameters(organizationIds);
  const limit = limitFor(page.limit);
  const key = orderKey(page);
  const month = `'${page.month}-01'`;
  const firstOf = (lines: string) => `ORDER BY ${key.map((column) => `${lines}.${column}`).join(', ')} LIMIT ${limit}`;
  const { name, positions } = positionsOf({ page, selection, parameters, limit });
  const order = `${page.order.slice(0, 4)}${page.byName && page.order === 'PERSON_ASC' ? 'n' : ''}`;
  const statement = {
    // The month is part of the text, so that the plan uses its partition only.
    name: `report-${page.month}-${order}${limit}${page.after ? 'a' : ''}-${name}`,
    isPlannedOnce: name === '' && page.after === null,
    columns: LISTED,
    text: `SELECT wanted.id AS "organizationId", listed.* FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT ARRAY[${key.map((column) => `found.${column}::text`).join(', ')}] AS position, ${ROW}
      FROM (SELECT * FROM (${positions}) AS found ${firstOf('found')}) AS found
      JOIN skills_report_row line ON line.organization_id = wanted.id AND line.month = ${month}
        AND line.row_no = found.row_no
      JOIN skills_report_person person ON person.organization_id = wanted.id AND person.month = ${month}
        AND person.person_no = line.person_no
      JOIN skills_report_credential known ON known.organization_id = wanted.id AND known.month = ${month}
        AND known.credential_code = line.credential_code
      ${firstOf('found')}) AS listed`,
  };
  return reads.query(statement, parameters.values);
}

const COUNTED = columns({ organizationId: uuid('wanted.id'), total: integer('summed.total') });

/** The number of rows per organization, from the counts of the report. */
export async function countReportRows(
  reads: RequestReads,
  organizationIds: readonly string[],
  month: ReportMonth,
  selection: ReportSelection,
): Promise<{ organizationId: string; total: number }[]> {
  const parameters = new Parameters(organizationIds);
  const named = credentialConditions(selection, parameters);
  const { leaving, expiresBefore } = selection;
  const conditions = [
    leaving === null ? '' : `AND counted.leaving = ${parameters.add(leaving)}::boolean`,
    expiresBefore === null ? '' : `AND counted.expires_on < ${parameters.add(expiresBefore)}::date`,
  ];
  const statement = {
    columns: COUNTED,
    name: `report-count-${month}-${named.name}${leaving === null ? '' : 'l'}${expiresBefore === null ? '' : 'e'}`,
    text: `SELECT ${COUNTED} FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT coalesce(sum(counted.rows), 0)::integer AS total
      FROM skills_report_credential known
      JOIN skills_report_count counted ON counted.organization_id = wanted.id AND counted.month = '${month}-01'
        AND counted.credential_code = known.credential_code ${conditions.join(' ')}
      WHERE known.organization_id = wanted.id AND known.month = '${month}-01' ${named.text}) AS summed`,
  };
  return reads.query(statement, parameters.values);
}

const FOUND = columns({ personNo: integer('found') });

const PEOPLE = {
  name: 'report-people',
  columns: FOUND,
  text: `SELECT ${FOUND} FROM find_reported_people($1, $2, $3, $4) AS found`,
};

/** People of a report whose name or address contains the text, up to a limit. */
export async function reportedPeopleWith(
  reads: RequestReads,
  { organizationId, month }: ReportKey,
  part: string,
  most: number,
): Promise<number[]> {
  const rows = await reads.query(PEOPLE, [organizationId, `${month}-01`, part, most]);
  return rows.map(({ personNo }) => personNo);
}

/** Sample size to decide whether a text is common, and the number of matches from which it is. */
const [SAMPLE, COMMON] = [2_000, 200];

const MATCHES = columns({ found: integer('count(*)::integer') });

const AMONG_THE_FIRST = {
  name: 'report-people-among-the-first',
  columns: MATCHES,
  text: `SELECT ${MATCHES} FROM skills_report_person
    WHERE organization_id = $1 AND month = $2 AND person_no <= ${SAMPLE}
      AND strpos(search_key, lower($3::text COLLATE pg_c_utf8)) > 0`,
};

/** Whether many people of a report match a text, so that listing all of them is not worthwhile. */
export async function isCommonPart(
  reads: RequestReads,
  { organizationId, month }: ReportKey,
  part: string,
): Promise<boolean> {
  const [{ found } = { found: 0 }] = await reads.query(AMONG_THE_FIRST, [organizationId, `${month}-01`, part]);
  return found > COMMON;
}
