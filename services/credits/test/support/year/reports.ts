import { expectNoErrors } from '@app/test-kit/graphql-client';
import { CREDENTIALS } from './credentials-of-year.js';
import { later, leavingBefore } from './facts.js';
import { compareDesignations, DESIGNATION, type Designation } from './live-view.js';
import { type Held, heldBefore } from './reference.js';
import type { Year } from './year.js';

type Row = {
  person: { id: string };
  personName: string;
  profileId: string;
  source: string;
  credential: { code: string };
  achievedAt: string;
  expiresOn: string | null;
  associatedSince: string;
  leaving: boolean;
};
type Report = {
  month: string;
  totals: Record<string, number>;
  rows: { totalCount: number; nodes: Row[] };
  byCredential: { credential: { code: string }; people: number }[];
  byDesignation: Designation[];
  changesSince?: Record<string, number>;
};

const FIELDS = `month totals { people credentials certifications assessments expiringWithin90Days leaving }
  rows(first: 100) { totalCount nodes { person { id } personName profileId source credential { code } achievedAt expiresOn
    associatedSince leaving } }
  byCredential { credential { code } people } byDesignation { ${DESIGNATION} }`;

/** Every report of these months equals the facts recorded before its 10th, whatever was recorded later. */
export async function compareReports(
  year: Year,
  months: readonly string[],
  seen: { leaving: number; rows: number },
): Promise<void> {
  const owners = new Map<string, string>();
  for (const organizationId of year.facts.organizations) {
    const reports = await reportsOf(year, organizationId, months);
    expect(reports.map(({ month }) => month)).toEqual(months);
    let before: Held[] | undefined;
    for (const report of reports) {
      const refresh = `${report.month}-10T00:00:00.000Z`;
      const held = heldBefore(year.facts, organizationId, refresh).filter(({ reason }) => reason === null);
      compareReport(report, held, refresh);
      if (before) expect(report.changesSince).toEqual(changes(before, held));
      before = held;
      for (const { profileId, source, credential, achievedAt, leaving } of report.rows.nodes) {
        const achievement = [report.month, source, profileId, credential.code, achievedAt].join(' ');
        expect([achievement, owners.get(achievement)]).toEqual([achievement, undefined]);
        owners.set(achievement, organizationId);
        seen.rows += 1;
        seen.leaving += leaving ? 1 : 0;
      }
    }
  }
}

function compareReport(
  { month, totals, rows, byCredential, byDesignation }: Report,
  held: readonly Held[],
  refresh: string,
): void {
  const leaves = ({ link }: Held) => leavingBefore(link.account, refresh) !== undefined;
  const expected = held.map((one) => {
    const { link, code, achievedAt, expiresOn } = one;
    const { account, profileId, source, startedAt } = link;
    return [
      account.displayName,
      account.id,
      source,
      profileId,
      code,
      achievedAt,
      expiresOn,
      startedAt,
      leaves(one),
    ].join(' ');
  });
  const shown = rows.nodes.map((row) => {
    const { person, personName, source, profileId, credential, achievedAt, expiresOn, associatedSince, leaving } = row;
    return [
      personName,
      person.id,
      source,
      profileId,
      credential.code,
      achievedAt,
      expiresOn,
      associatedSince,
      leaving,
    ].join(' ');
  });
  expect([month, ...shown.sort()]).toEqual([month, ...expected.sort()]);
  expect(rows.totalCount).toBe(held.length);
  const soon = later(refresh, { days: 90 }).slice(0, 10);
  expect([month, totals]).toEqual([
    month,
    {
      people: peopleOf(held).size,
      credentials: held.length,
      certifications: held.filter(({ code }) => CREDENTIALS[code]?.kind === 'CERTIFICATION').length,
      assessments: held.filter(({ code }) => CREDENTIALS[code]?.kind === 'ASSESSMENT').length,
      expiringWithin90Days: held.filter(({ expiresOn }) => expiresOn !== null && expiresOn <= soon).length,
      leaving: peopleOf(held.filter(leaves)).size,
    },
  ]);
  const counted = [...Map.groupBy(held, ({ code }) => code)].map(([code, of]) => [code, peopleOf(of).size]);
  expect(Object.fromEntries(byCredential.map(({ credential, people }) => [credential.code, people]))).toEqual(
    Object.fromEntries(counted),
  );
  compareDesignations(byDesignation, held, refresh.slice(0, 10));
}

function peopleOf(held: readonly Held[]): Set<string> {
  return new Set(held.map(({ link }) => link.account.id));
}

/** A row is identified by person and credential. */
function changes(before: readonly Held[], after: readonly Held[]): Record<string, number> {
  const lines = (held: readonly Held[]) => new Set(held.map(({ link, code }) => `${link.account.id} ${code}`));
  const gained = (from: Set<string>, to: Set<string>) => [...to].filter((one) => !from.has(one)).length;
  const [linesThen, linesNow, peopleThen, peopleNow] = [lines(before), lines(after), peopleOf(before), peopleOf(after)];
  return {
    gained: gained(linesThen, linesNow),
    lost: gained(linesNow, linesThen),
    peopleGained: gained(peopleThen, peopleNow),
    peopleLost: gained(peopleNow, peopleThen),
  };
}

/** All rows in one query. */
async function reportsOf({ credits }: Year, organizationId: string, months: readonly string[]): Promise<Report[]> {
  const fields = months.map((month, place) => {
    const earlier = months[place - 1];
    const since = earlier ? `changesSince(month: "${earlier}") { gained lost peopleGained peopleLost }` : '';
    return `of${place}: skillsReport(month: "${month}") { ${FIELDS} ${since} }`;
  });
  const [data] = expectNoErrors(await credits.entity('Organization', organizationId, fields.join('\n')))._entities;
  return months.map((_, place) => data?.[`of${place}`] as unknown as Report);
}
