import { readPool } from '@app/subgraph-kit/database/pool';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { createLog } from '@app/subgraph-kit/processes/log';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import type { Pool } from 'pg';
import { skillsReports } from '../../../src/skills-report/api/skills-reports.loader.js';
import type { ReportOrder } from '../../../src/skills-report/store/skills-report-positions.js';
import type { ReportSelection } from '../../../src/skills-report/store/skills-report-selection.js';
import { AUDITOR, aProfile, machine, type TestCredits, testCredits } from '../../support/credits.js';
import { askReport, type Connection, published, ROWS } from '../../support/skills-reports.js';

const PEOPLE = 125;
const MONTH = '2026-08';
let credits: TestCredits;
let organizationId: string;
let pool: Pool;
/** More rows, in all and of one credential, than one chunk of an order holds. */
beforeAll(async () => {
  credits = await testCredits({ now: '2026-08-01T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  const items = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    const displayName = `Person ${String((index * 77) % PEOPLE).padStart(3, '0')}`;
    const leavesReportAt = index % 9 === 0 ? '2026-09-10T00:00:00.000Z' : null;
    const leaving = leavesReportAt && {
      status: 'DEACTIVATED',
      deactivatedAt: '2026-07-20T00:00:00.000Z',
      leavesReportAt,
    };
    const user = await credits.aUser(organizationId, {
      displayName,
      ...(leaving as object),
      ...(leaving && { leavingSince: '2026-07-20T00:00:00.000Z' }),
    });
    const { profileId } = await credits.aLink(user, { profileId: aProfile() });
    for (const [credentialCode, days] of [
      ['IAM', 1],
      ['AZ-ADMIN', 2],
    ] as const) {
      const achievedAt = new Date(Date.UTC(2025, 8, 1) + ((index * days * 53) % 300) * 86_400_000).toISOString();
      items.push({ profileId, credentialCode, achievedAt });
    }
  }
  await credits.record(items);
  credits.clock.set('2026-08-10T00:00:00.000Z');
  await published(credits, organizationId, MONTH);
  pool = readPool(credits.database.appUrl, createLog('test'));
});
afterAll(async () => {
  await pool.end();
  await credits.stop();
});

type Row = Connection['nodes'][number];
const ORDERS: [order: ReportOrder, by: (row: Row) => string][] = [
  ['PERSON_ASC', ({ personName, credential }) => `${personName} ${credential.code}`],
  ['CREDENTIAL_ASC', ({ credential, expiresOn }) => `${credential.code} ${expiresOn}`],
  ['ACHIEVED_AT_DESC', ({ achievedAt }) => String(1e14 - Date.parse(achievedAt))],
  ['EXPIRES_ON_ASC', ({ expiresOn }) => String(expiresOn)],
];
const FILTERS: [filter: string, holds: (row: Row) => boolean][] = [
  ['{}', () => true],
  ['{ leaving: false }', ({ leaving }) => !leaving],
  ['{ credentialCode: ["IAM"] }', ({ credential }) => credential.code === 'IAM'],
  ['{ expiresBefore: "2027-03-01" }', ({ expiresOn }) => String(expiresOn) < '2027-03-01'],
];

async function paged(args: string, size: number, caller = AUDITOR): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const cursor: string = after ? `, after: "${after}"` : '';
    const fields = `rows(first: ${size}, ${args}${cursor}) { ${ROWS} }`;
    const [of] = expectNoErrors(await askReport(credits, organizationId, { fields, caller }))._entities as unknown as [
      { skillsReport: { rows: Connection } },
    ];
    const { nodes, pageInfo } = of.skillsReport.rows;
    rows.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

it('distinguishes common search texts from others without listing every match', async () => {
  const other = await credits.anOrganization();
  await credits.sql(
    `INSERT INTO credits.skills_report_person (organization_id, month, person_no, person_ref, user_id, display_name, leaving,
       first_row, last_row)
     SELECT $1, '2026-08-01', n, n, gen_random_uuid(), 'Another member ' || n, false, n, n FROM generate_series(1, 300) AS n`,
    [other],
  );
  const reads = new RequestReads(pool, { organizationId: other });
  const isCommon = (part: string) =>
    skillsReports(reads).isCommon({ organizationId: other, month: MONTH as never }, part);
  expect(await isCommon('MEMBER')).toBe(true);
  expect(await isCommon('er 29')).toBe(false);
  expect(await skillsReports(reads).isCommon({ organizationId, month: MONTH as never }, 'person')).toBe(false);
  await reads.end();
});

describe.each(ORDERS)('%s', (orderBy, by) => {
  it('pages through the chunks of a long report without gaps or repetitions, under every filter', async () => {
    const everything = await paged(`orderBy: ${orderBy}`, 100);
    expect(everything).toHaveLength(2 * PEOPLE);
    for (const [filter, holds] of FILTERS) {
      const rows = await paged(`orderBy: ${orderBy}, filter: ${filter}`, 40);
      expect(rows).toEqual(everything.filter(holds));
      expect(rows.map(by)).toEqual(rows.map(by).sort());
    }
  });

  it('returns the same list to a program in pages of up to 1,000 as in pages of 100', async () => {
    const program = machine(organizationId, 'reports:read.pii');
    for (const [filter] of FILTERS) {
      const args = `orderBy: ${orderBy}, filter: ${filter}`;
      const [hundreds, whole] = [await paged(args, 100), await paged(args, 1_000, program)];
      expect(whole).toEqual(hundreds);
    }
  });

  it('finds the same rows by every way that a large report is read', async () => {
    const reads = new RequestReads(pool, { organizationId });
    const loaders = skillsReports(reads);
    const all = Array.from({ length: PEOPLE }, (_, index) => index + 1);
    const ask = async (way: 'in-order' | 'collected', selection: Partial<ReportSelection>, after: string[] | null) => {
      const nothing = {
        credentialCodes: null,
        kinds: null,
        relevantTo: null,
        leaving: null,
        expiresBefore: null,
        search: null,
      };
      const page = { month: MONTH as never, order: orderBy, byName: true, limit: 60, after, way };
      return loaders.page(organizationId, page, { ...nothing, ...selection });
    };
    for (const limits of [
      { expiresBefore: '2027-03-01' as never },
      { credentialCodes: ['IAM'], expiresBefore: '2027-02-01' as never },
    ]) {
      const inOrder = await ask('in-order', limits, null);
      expect(inOrder.length).toBeGreaterThan(40);
      if (orderBy === 'PERSON_ASC' || orderBy === 'ACHIEVED_AT_DESC') {
        expect(await ask('collected', limits, null)).toEqual(inOrder);
      }
      for (const people of [{ withPart: 'person ' }, { found: all }]) {
        const search = { credentialCodes: [], people };
        expect(await ask('in-order', { ...limits, search }, null)).toEqual(inOrder);
        const after = [...(inOrder[9]?.position ?? [])];
        const rest = await ask('in-order', { ...limits, search }, after);
        expect(rest.slice(0, 20)).toEqual(inOrder.slice(10, 30));
      }
    }
    await reads.end();
  });
});
