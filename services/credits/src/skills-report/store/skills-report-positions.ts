import type { Parameters } from '../../credits/store/credit-conditions.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import { ALL, CHUNK, POSITIONS, type SortedBy } from './skills-report-order.store.js';
import { credentialConditions, type ReportSelection, selectsCredentials } from './skills-report-selection.js';

export type ReportOrder = 'PERSON_ASC' | 'CREDENTIAL_ASC' | 'ACHIEVED_AT_DESC' | 'EXPIRES_ON_ASC';

export type ReportPage = {
  readonly month: ReportMonth;
  readonly order: ReportOrder;
  /** People are sorted by name, not by personRef. */
  readonly byName: boolean;
  readonly limit: number;
  readonly after: readonly (string | null)[] | null;
  /** Small result sets are sorted in memory; large ones are read in index order. */
  readonly way: 'in-order' | 'collected';
};

/** Upper bound for row positions. */
const BEYOND = 2_147_483_647;

type Asked = {
  readonly page: ReportPage;
  readonly selection: ReportSelection;
  readonly parameters: Parameters;
  /** Number of rows that suffices for the page. */
  readonly limit: number;
};

/** The columns of an order; the last one makes it unique. */
export function orderKey({ order }: Pick<ReportPage, 'order'>): readonly string[] {
  return order === 'CREDENTIAL_ASC' ? ['credential_code', 'position'] : ['position'];
}

function sortedBy({ order, byName }: ReportPage): SortedBy {
  if (order === 'PERSON_ASC') return byName ? 'name' : 'ref';
  return order === 'ACHIEVED_AT_DESC' ? 'achieved' : 'expiry';
}

/**
 * Selects the candidate rows of `wanted.id` as `found`, including at least the first ones: from the chunks of the
 * requested order, or the rows of the people found. Has a short name for the statement.
 */
export function positionsOf(asked: Asked): { name: string; positions: string } {
  const { page, selection, parameters, limit } = asked;
  const { expiresBefore, search, leaving } = selection;
  const month = `'${page.month}-01'`;
  const leavings = `${parameters.add(leaving === null ? [false, true] : [leaving])}::boolean[]`;
  const named = credentialConditions(selection, parameters);
  const codesWith = (more = '') => `SELECT known.credential_code FROM skills_report_credential known
    WHERE known.organization_id = wanted.id AND known.month = ${month} ${named.text} ${more}`;
  const selects = selectsCredentials(selection);
  // By credential, rows that expire too late are at the end of each slice.
  const codes = selects || (page.order === 'CREDENTIAL_ASC' && expiresBefore) ? codesWith() : null;
  const inSlices = (wantedCodes: string | null, withPart?: Part) => slicesOf(asked, leavings, wantedCodes, withPart);

  const name = `${named.name}${expiresBefore ? 'e' : ''}${page.way === 'in-order' ? '' : 'o'}`;
  if (!search) return { name, positions: inSlices(codes) };
  const searched = `AND known.credential_code = ANY(${parameters.add(search.credentialCodes)}::text[])`;
  if (search.people === null) return { name: `${name}q`, positions: inSlices(codesWith(searched)) };
  if ('withPart' in search.people) {
    const part = `lower(${parameters.add(search.people.withPart)}::text COLLATE pg_c_utf8)`;
    return { name: `${name}p`, positions: inSlices(codes, { part, codes: codesWith(searched) }) };
  }
  const column = POSITIONS[sortedBy(page)];
  const limits: string[] = selects ? [`line.credential_code IN (${codes})`] : [];
  if (expiresBefore) limits.push(`line.expires_on < ${parameters.add(expiresBefore)}::date`);
  if (page.after) limits.push(beyond(asked, ['line.credential_code', `line.${column}`]));
  // One row per person suffices for a page by name; the rows of a person are adjacent and are read before other
  // conditions apply.
  const nearest = column === 'row_no' && !codes && !expiresBefore;
  const after = page.after && nearest ? `AND person.last_row > ${parameters.add(page.after[0] ?? null)}::integer` : '';
  const ofPeople = `SELECT line.row_no, line.credential_code, line.${column} AS position FROM (
      SELECT person.first_row, person.last_row
      FROM unnest(${parameters.add(search.people.found)}::integer[]) AS sought (person_no)
      JOIN skills_report_person person ON person.organization_id = wanted.id AND person.month = ${month}
        AND person.person_no = sought.person_no AND person.leaving = ANY(${leavings}) ${after}
      ${nearest ? `ORDER BY person.person_no LIMIT ${limit}` : ''}) AS holder
    CROSS JOIN LATERAL (
      SELECT * FROM skills_report_row line
      WHERE line.organization_id = wanted.id AND line.month = ${month}
        AND line.row_no BETWEEN holder.first_row AND holder.last_row
      OFFSET 0) AS line
    ${limits.length > 0 ? `WHERE ${limits.join(' AND ')}` : ''}`;
  return { name: `${name}f`, positions: `${inSlices(codesWith(searched))} UNION ${ofPeople}` };
}

/** Matches people, or rows of matching credentials. */
type Part = { readonly part: string; readonly codes: string };

/** The first matching rows of each slice (leavers and others, of all rows or of each credential), chunk by chunk. */
function slicesOf(asked: Asked, leavings: string, wantedCodes: string | null, withPart?: Part): string {
  const { page, selection, parameters, limit } = asked;
  const { expiresBefore } = selection;
  const month = `'${page.month}-01'`;
  const collected = page.way === 'collected';
  const list = collected ? 'expiry' : sortedBy(page);
  const byCode = page.order === 'CREDENTIAL_ASC';
  const code = wantedCodes ? '= named.credential_code' : `${byCode ? '>' : '='} '${ALL}'`;
  const ofSlice = (chunk: string) => `${chunk}.organization_id = wanted.id AND ${chunk}.month = ${month}
    AND ${chunk}.sorted_by = '${list}' AND ${chunk}.leaving = slice.leaving AND ${chunk}.credential_code ${code}`;
  const ofChunk = [ofSlice('chunk')];
  const ofLine: string[] = [];
  if (expiresBefore) {
    const day = `${parameters.add(expiresBefore)}::date`;
    ofChunk.push(`chunk.first_expiry < ${day}`);
    ofLine.push(`entry.expires_on < ${day}`);
    // In the order of expiry every later row expires too late.
    if (list === 'expiry') {
      ofChunk.push(`chunk.last_position < (SELECT coalesce((SELECT late.last_position FROM skills_report_order late
        WHERE ${ofSlice('late')} AND late.first_expiry >= ${day} ORDER BY late.first_expiry, late.last_position LIMIT 1), ${BEYOND}))`);
    }
  }
  const position = collected ? `line.${POSITIONS[sortedBy(page)]}` : 'entry.position';
  if (page.after) {
    ofLine.push(beyond(asked, ['chunk.credential_code', position]));
    if (!collected) ofChunk.push(beyond(asked, ['chunk.credential_code', 'chunk.last_position']));
  }
  // Reads chunk by chunk in their order: a join of the planner's choice would read all rows first.
  const joins = [];
  if (collected || withPart) {
    joins.push(`CROSS JOIN LATERAL (SELECT * FROM skills_report_row line WHERE line.organization_id = wanted.id
      AND line.month = ${month} AND line.row_no = entry.row_no OFFSET 0) AS line`);
  }
  if (withPart) {
    joins.push(`CROSS JOIN LATERAL (SELECT person.search_key FROM skills_report_person person
      WHERE person.organization_id = wanted.id AND person.month = ${month} AND person.person_no = line.person_no
      OFFSET 0) AS person`);
    ofLine.push(`(strpos(person.search_key, ${withPart.part}) > 0 OR line.credential_code IN (${withPart.codes}))`);
  }
  // Every chunk but the last is full, and each remaining chunk has a row that expires early enough.
  const whole = Math.ceil(limit / CHUNK) + 1;
  const enough = (expiresBefore && list !== 'expiry') || (byCode && !wantedCodes) ? limit + 1 : whole;
  const first = byCode ? 'chunk.credential_code, chunk.last_position' : 'chunk.last_position';
  const chunks = `SELECT * FROM skills_report_order chunk WHERE ${ofChunk.join(' AND ')}
    ${collected ? 'OFFSET 0' : `ORDER BY ${first} ${withPart ? 'OFFSET 0' : `LIMIT ${enough}`}`}`;
  // Chunks come in index order and whole, so that nothing is sorted and no more chunks are read than needed.
  return `SELECT first.* FROM unnest(${leavings}) AS slice (leaving) ${wantedCodes ? `CROSS JOIN (${wantedCodes}) AS named` : ''}
    CROSS JOIN LATERAL (
      SELECT entry.row_no, chunk.credential_code, ${position} AS position FROM (${chunks}) AS chunk
      CROSS JOIN LATERAL unnest(chunk.positions, chunk.row_nos, chunk.expiries) AS entry (position, row_no, expires_on)
      ${joins.join(' ')} ${ofLine.length > 0 ? `WHERE ${ofLine.join(' AND ')}` : ''}
      ${collected ? 'OFFSET 0' : `ORDER BY ${first} FETCH FIRST ${limit} ROWS WITH TIES`}) AS first`;
}

/** Skips the chunks before the page. */
function beyond({ page, parameters }: Asked, [code, position]: readonly [code: string, position: string]): string {
  const after = (index: number, type: string) => `${parameters.add(page.after?.[index] ?? null)}::${type}`;
  if (page.order !== 'CREDENTIAL_ASC') return `${position} > ${after(0, 'integer')}`;
  return `(${code}, ${position}) > (${after(0, 'text')}, ${after(1, 'integer')})`;
}
