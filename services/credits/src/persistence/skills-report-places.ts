import type { Day } from '../domain/day.js';
import type { ReportMonth } from '../domain/report-month.js';
import type { Parameters } from './credit-conditions.js';
import { credentialConditions, type ReportSelection, selectsCredentials } from './skills-report-selection.js';

export type ReportOrder = 'PERSON_ASC' | 'CREDENTIAL_ASC' | 'ACHIEVED_AT_DESC' | 'EXPIRES_ON_ASC';

export type ReportPage = {
  readonly month: ReportMonth;
  readonly order: ReportOrder;
  /** People are in the order of their names, not of personRef. */
  readonly byName: boolean;
  readonly limit: number;
  readonly after: readonly (string | null)[] | null;
  /** How lines are found where the day of expiry is limited and the order is another one. */
  readonly way: 'in-order' | 'collected' | { readonly fromDay: Day };
};

/** The columns of an order; the last one tells lines apart. */
export type OrderKey = readonly (readonly [column: string, type: string])[];

export function orderKey({ order, byName }: Pick<ReportPage, 'order' | 'byName'>): OrderKey {
  const achieved = ['achieved_at', 'timestamptz'] as const;
  const expiry = ['expires_on', 'date'] as const;
  const ref = ['ref_no', 'integer'] as const;
  switch (order) {
    case 'PERSON_ASC':
      return byName ? [['row_no', 'integer']] : [ref];
    case 'CREDENTIAL_ASC':
      return [['credential_code', 'text'], expiry, achieved, ref];
    case 'ACHIEVED_AT_DESC':
      return [achieved, ref];
    case 'EXPIRES_ON_ASC':
      return [expiry, achieved, ref];
  }
}

/** The lines of `wanted.id` in question, as `found`, at least the first of them; with a short name for the statement. */
export function placesOf(terms: {
  readonly page: ReportPage;
  readonly selection: ReportSelection;
  readonly parameters: Parameters;
  readonly firstOf: (lines: string) => string;
}): { name: string; places: string } {
  const { page, selection, parameters, firstOf } = terms;
  const { way } = page;
  const { leaving, expiresBefore, search } = selection;
  const key = orderKey(page);
  const month = `'${page.month}-01'`;
  const columns = [...new Set(['leaving', 'row_no', ...key.map(([column]) => column)])].map((one) => `line.${one}`);
  const leavings = `${parameters.add(leaving === null ? [false, true] : [leaving])}::boolean[]`;
  const named = credentialConditions(selection, parameters);
  const codesWith = (more = '') => `SELECT known.credential_code FROM skills_report_credential known
    WHERE known.organization_id = wanted.id AND known.month = ${month} ${named.text} ${more}`;
  const codes = selectsCredentials(selection) ? codesWith() : null;
  const ofReport = `line.organization_id = wanted.id AND line.month = ${month}`;
  const limits = limitsOf(terms, key);

  const inSlices = (wantedCodes: string | null, also: { join?: string; where?: string } = {}) => {
    const slices = [`unnest(${leavings}) AS slice (leaving)`];
    const where = [ofReport, 'line.leaving = slice.leaving', ...limits, ...(also.where ? [also.where] : [])];
    if (typeof way === 'object') {
      const first = `${parameters.add(way.fromDay)}::date`;
      slices.push(`generate_series(0, ${parameters.add(expiresBefore)}::date - ${first} - 1) AS day (number)`);
      where.push(`line.expires_on = ${first} + day.number`);
      if (wantedCodes) where.push(`line.credential_code IN (${wantedCodes})`);
    } else if (wantedCodes) {
      slices.push(`(${wantedCodes}) AS named`);
      where.push('line.credential_code = named.credential_code');
    }
    return `SELECT first.* FROM ${slices.join(' CROSS JOIN ')} CROSS JOIN LATERAL (
      SELECT ${columns.join(', ')} FROM skills_report_row line ${also.join ?? ''} WHERE ${where.join(' AND ')}
      ${way === 'collected' ? 'OFFSET 0' : firstOf('line')}) AS first`;
  };

  const name = `${named.name}${expiresBefore ? 'e' : ''}${way === 'in-order' ? '' : way === 'collected' ? 'o' : 'd'}`;
  if (!search) return { name, places: inSlices(codes) };
  const searched = `AND known.credential_code = ANY(${parameters.add(search.credentialCodes)}::text[])`;
  if (search.people === null) return { name: `${name}q`, places: inSlices(codesWith(searched)) };
  const person = `JOIN skills_report_person person ON person.organization_id = wanted.id AND person.month = ${month}`;
  if ('withPart' in search.people) {
    const part = `lower(${parameters.add(search.people.withPart)}::text COLLATE pg_c_utf8)`;
    const where = `(strpos(person.search_key, ${part}) > 0 OR line.credential_code IN (${codesWith(searched)}))`;
    return {
      name: `${name}p`,
      places: inSlices(codes, { join: `${person} AND person.person_no = line.person_no`, where }),
    };
  }
  const alsoLimited = codes ? [...limits, `line.credential_code IN (${codes})`] : limits;
  // A line of each is enough for a page by name; the lines of a person stand together, and are read before anything else
  // is asked of them.
  const nearest = page.order === 'PERSON_ASC' && page.byName && !codes && !expiresBefore;
  const beyond = page.after && nearest ? `AND person.last_row > ${parameters.add(page.after[0] ?? null)}::integer` : '';
  const ofPeople = `SELECT ${columns.join(', ')} FROM (
      SELECT person.leaving, person.first_row, person.last_row
      FROM unnest(${parameters.add(search.people.found)}::integer[]) AS sought (person_no)
      ${person} AND person.person_no = sought.person_no AND person.leaving = ANY(${leavings}) ${beyond}
      ${nearest ? firstOf('person').replace('row_no', 'person_no') : ''}) AS holder
    CROSS JOIN LATERAL (
      SELECT * FROM skills_report_row line
      WHERE ${ofReport} AND line.leaving = holder.leaving AND line.row_no BETWEEN holder.first_row AND holder.last_row
      OFFSET 0) AS line
    ${alsoLimited.length > 0 ? `WHERE ${alsoLimited.join(' AND ')}` : ''}`;
  return { name: `${name}f`, places: `${inSlices(codesWith(searched))} UNION ${ofPeople}` };
}

/** What lies before the page, and what expires too late, is not looked at. */
function limitsOf(
  { page, selection, parameters }: { page: ReportPage; selection: ReportSelection; parameters: Parameters },
  key: OrderKey,
): string[] {
  const limits: string[] = [];
  const { expiresBefore } = selection;
  if (expiresBefore) limits.push(`line.expires_on < ${parameters.add(expiresBefore)}::date`);
  if (page.after) {
    const values = key.map(([, type], index) => `${parameters.add(page.after?.[index] ?? null)}::${type}`);
    const beyond = page.order === 'ACHIEVED_AT_DESC' ? '<' : '>';
    limits.push(`(${key.map(([column]) => `line.${column}`).join(', ')}) ${beyond} (${values.join(', ')})`);
  }
  return limits;
}
