import { columns, integer, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { Parameters } from '../../credits/store/credit-conditions.js';
import { MOST_FOUND, totalFound } from '../../values/domain/most-found.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import { credentialConditions, type ReportSearch, type ReportSelection } from './skills-report-selection.js';

const COUNTED = columns({ organizationId: uuid(), total: integer() });

/**
 * Counts the rows that a search finds per organization; null for more than are counted. Rows of matching credentials
 * come from the counts of the report, other rows of matching people are counted one by one.
 */
export async function countFoundRows(
  reads: RequestReads,
  organizationIds: readonly string[],
  month: ReportMonth,
  selection: ReportSelection & { readonly search: ReportSearch },
): Promise<{ organizationId: string; total: number | null }[]> {
  const parameters = new Parameters(organizationIds);
  const { leaving, expiresBefore, search } = selection;
  const inReport = (table: string) => `${table}.organization_id = wanted.id AND ${table}.month = '${month}-01'`;
  const named = credentialConditions(selection, parameters);
  const searched = `${parameters.add(search.credentialCodes)}::text[]`;
  const leavings = leaving === null ? null : `${parameters.add(leaving)}::boolean`;
  const before = expiresBefore === null ? null : `${parameters.add(expiresBefore)}::date`;
  const limitsOf = (table: string) =>
    `${leavings ? `AND ${table}.leaving = ${leavings}` : ''} ${before ? `AND ${table}.expires_on < ${before}` : ''}`;
  const codes = named.text
    ? `AND line.credential_code IN (SELECT known.credential_code FROM skills_report_credential known
        WHERE ${inReport('known')} ${named.text})`
    : '';
  // The rows of a person are adjacent: each is read once by its position, whatever the planner knows of the report.
  const people = peopleOf(search, parameters);
  const ofPeople = people
    ? `(SELECT count(*) FROM (
        SELECT FROM (SELECT * FROM skills_report_person person WHERE ${inReport('person')} AND ${people.text} OFFSET 0) AS holder
        CROSS JOIN LATERAL (
          SELECT * FROM skills_report_row line
          WHERE ${inReport('line')} AND line.row_no BETWEEN holder.first_row AND holder.last_row OFFSET 0) AS line
        WHERE NOT line.credential_code = ANY(${searched})
          ${codes} ${limitsOf('line')} LIMIT ${MOST_FOUND + 1}) AS found)`
    : '0';
  const statement = {
    columns: COUNTED,
    name: `report-found-${month}-${named.name}${leavings ? 'l' : ''}${before ? 'e' : ''}${people?.name ?? 'q'}`,
    text: `SELECT wanted.id AS "organizationId", (ofCredentials.total + ${ofPeople})::integer AS total
      FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
        SELECT coalesce(sum(counted.rows), 0) AS total
        FROM skills_report_credential known
        JOIN skills_report_count counted ON ${inReport('counted')} AND counted.credential_code = known.credential_code
          ${limitsOf('counted')}
        WHERE ${inReport('known')} AND known.credential_code = ANY(${searched}) ${named.text}) AS ofCredentials`,
  };
  const rows = await reads.query(statement, parameters.values);
  return rows.map(({ organizationId, total }) => ({ organizationId, total: totalFound(total) }));
}

/** The condition on the people of a search, with a short name; null when the search finds credentials only. */
function peopleOf({ people }: ReportSearch, parameters: Parameters): { text: string; name: string } | null {
  if (people === null) return null;
  if ('found' in people)
    return { text: `person.person_no = ANY(${parameters.add(people.found)}::integer[])`, name: 'f' };
  const part = `lower(${parameters.add(people.withPart)}::text COLLATE pg_c_utf8)`;
  return { text: `strpos(person.search_key, ${part}) > 0`, name: 'p' };
}
