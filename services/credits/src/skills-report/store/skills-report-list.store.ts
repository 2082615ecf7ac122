import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import { Parameters } from '../../credits/store/credit-conditions.js';
import { limitFor } from '../../credits/store/credit-list.store.js';
import type { Day } from '../../values/domain/day.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type { ReportKey } from './skills-report.store.js';
import { orderKey, placesOf, type ReportPage } from './skills-report-places.js';
import { credentialConditions, type ReportSelection } from './skills-report-selection.js';

/** A row of a report with everything that its answer needs. */
export type ReportLine = {
  readonly organizationId: string;
  /** The position of the row in the requested order. */
  readonly place: readonly string[];
  readonly refNo: number;
  readonly personRef: string;
  readonly userId: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly profileId: string | null;
  readonly source: LearningSource;
  readonly credentialCode: string;
  readonly achievedAt: Date;
  readonly expiresOn: Day | null;
  readonly associatedSince: Date;
  readonly relevantTo: string[];
  readonly leaving: boolean;
};

/** Columns of the answer, from `line`, `person` and `known` of its report. */
export const LINE_COLUMNS = `line.ref_no AS "refNo",
        person.person_ref AS "personRef", person.user_id AS "userId", person.display_name AS "displayName", person.email,
        CASE line.source WHEN 'MICROSOFT_LEARN' THEN person.learn_profile_id ELSE person.university_profile_id END AS "profileId",
        line.source, line.credential_code AS "credentialCode", line.achieved_at AS "achievedAt",
        nullif(line.expires_on, 'infinity')::text AS "expiresOn", line.associated_since AS "associatedSince",
        known.relevant_to AS "relevantTo", line.leaving`;

/**
 * One page per organization, in one statement. Rows are partitioned into slices (leavers and others, by credential)
 * whose order is stored in chunks. A page merges the heads of the slices, so that no filter reads beyond its rows.
 */
export async function listReportLines(
  reads: RequestReads,
  organizationIds: readonly string[],
  page: ReportPage,
  selection: ReportSelection,
): Promise<ReportLine[]> {
  const parameters = new Parameters(organizationIds);
  const limit = limitFor(page.limit);
  const key = orderKey(page);
  const month = `'${page.month}-01'`;
  const firstOf = (lines: string) => `ORDER BY ${key.map((column) => `${lines}.${column}`).join(', ')} LIMIT ${limit}`;
  const { name, places } = placesOf({ page, selection, parameters, limit });
  const order = `${page.order.slice(0, 4)}${page.byName && page.order === 'PERSON_ASC' ? 'n' : ''}`;
  const statement: Statement = {
    // The month is part of the text, so that the plan uses its partition only.
    name: `report-${page.month}-${order}${limit}${page.after ? 'a' : ''}-${name}`,
    text: `SELECT wanted.id AS "organizationId", listed.* FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT ARRAY[${key.map((column) => `place.${column}::text`).join(', ')}] AS place, ${LINE_COLUMNS}
      FROM (SELECT * FROM (${places}) AS found ${firstOf('found')}) AS place
      JOIN skills_report_row line ON line.organization_id = wanted.id AND line.month = ${month}
        AND line.row_no = place.row_no
      JOIN skills_report_person person ON person.organization_id = wanted.id AND person.month = ${month}
        AND person.person_no = line.person_no
      JOIN skills_report_credential known ON known.organization_id = wanted.id AND known.month = ${month}
        AND known.credential_code = line.credential_code
      ${firstOf('place')}) AS listed`,
  };
  return reads.query<ReportLine>(statement, parameters.values);
}

/** The number of rows per organization, from the counts of the report. */
export async function countReportLines(
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
  const statement: Statement = {
    name: `report-count-${month}-${named.name}${leaving === null ? '' : 'l'}${expiresBefore === null ? '' : 'e'}`,
    text: `SELECT wanted.id AS "organizationId", summed.total FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT coalesce(sum(counted.rows), 0)::integer AS total
      FROM skills_report_credential known
      JOIN skills_report_count counted ON counted.organization_id = wanted.id AND counted.month = '${month}-01'
        AND counted.credential_code = known.credential_code ${conditions.join(' ')}
      WHERE known.organization_id = wanted.id AND known.month = '${month}-01' ${named.text}) AS summed`,
  };
  return reads.query(statement, parameters.values);
}

const PEOPLE: Statement = {
  name: 'report-people',
  text: 'SELECT found AS "personNo" FROM find_reported_people($1, $2, $3, $4) AS found',
};

/** People of a report whose name or address contains the text, up to a limit. */
export async function reportedPeopleWith(
  reads: RequestReads,
  { organizationId, month }: ReportKey,
  part: string,
  most: number,
): Promise<number[]> {
  const rows = await reads.query<{ personNo: number }>(PEOPLE, [organizationId, `${month}-01`, part, most]);
  return rows.map(({ personNo }) => personNo);
}

/** Sample size to decide whether a text is common, and the number of matches from which it is. */
const [SAMPLE, COMMON] = [2_000, 200];

const AMONG_THE_FIRST: Statement = {
  name: 'report-people-among-the-first',
  text: `SELECT count(*)::integer AS found FROM skills_report_person
    WHERE organization_id = $1 AND month = $2 AND person_no <= ${SAMPLE}
      AND strpos(search_key, lower($3::text COLLATE pg_c_utf8)) > 0`,
};

/** Whether many people of a report match a text, so that listing all of them is not worthwhile. */
export async function isCommonPart(
  reads: RequestReads,
  { organizationId, month }: ReportKey,
  part: string,
): Promise<boolean> {
  const [{ found } = { found: 0 }] = await reads.query<{ found: number }>(AMONG_THE_FIRST, [
    organizationId,
    `${month}-01`,
    part,
  ]);
  return found > COMMON;
}
