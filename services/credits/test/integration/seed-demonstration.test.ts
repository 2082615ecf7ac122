import { readFileSync } from 'node:fs';
import { organizationChanged } from '@app/events/organization-changed';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { creditsDataSource } from '../../src/database/data-source.js';
import { type DemonstrationWorld, demonstrationWorld } from '../../src/processes/demonstration-world.js';
import { seedDemonstration } from '../../src/processes/seed-demonstration.js';
import { loadRules } from '../../src/rules/store/load-rules.js';
import { type TestCredits, testCredits } from '../support/credits.js';

const file = new URL('../../../../development/demonstration/demonstration.json', import.meta.url);
const told = JSON.parse(readFileSync(file, 'utf8'));
const world = demonstrationWorld.parse(told);
const { demonstrationAccount } = told as {
  demonstrationAccount: { organizationId: string; designation: string; profileId: string; personId: string };
};
type Link = {
  id: string;
  source: 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY';
  profileId: string;
  personId: string;
  organizationId: string;
  startedDaysAgo: number;
  endedDaysAgo: number | null;
  endReason: 'REMOVED_BY_USER' | 'MOVED_TO_ANOTHER_ORGANIZATION' | 'ACCOUNT_DELETED' | null;
};
type Member = { id: string; organizationId: string; displayName: string; email: string };
const { people, associations } = told as { people: Member[]; associations: Link[] };

type Page = {
  nodes: { associatedAt: string; expectedBy: string; countedAt: string | null }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

let credits: TestCredits;
let seed: (changes?: Partial<DemonstrationWorld>) => Promise<number>;
let tellOfOrganizations: () => Promise<void>;
let close: () => Promise<void>;
beforeAll(async () => {
  const now = systemClock.now();
  credits = await testCredits({ now: now.toISOString() });
  const dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  close = () => dataSource.destroy();
  const dependencies = { dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10 };
  seed = (changes = {}) => seedDemonstration(dependencies, { ...world, ...changes });
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  tellOfOrganizations = async () => {
    for (const { id, name, partnerId, tenantId } of told.organizations) {
      const organization = { id, version: 1, name, partnerId, tenantId, leaverPolicy: 'ON_DEACTIVATE' };
      await credits.tell(organizationChanged.type, { ...organization, registeredAt: ago(610) });
    }
  };
  for (const { id, organizationId, displayName, email } of people) {
    await credits.aUser(organizationId, { id, displayName, email });
  }
  for (const link of associations) {
    const { id, source, profileId, endReason } = link;
    await credits.aLink(
      { id: link.personId, organizationId: link.organizationId },
      {
        id,
        source,
        profileId,
        startedAt: ago(link.startedDaysAgo),
        endedAt: link.endedDaysAgo === null ? null : ago(link.endedDaysAgo),
        endReason,
      },
    );
  }
});
afterAll(async () => {
  await close();
  await credits.stop();
});

async function skilling(organizationId: string): Promise<[points: number, max: number]> {
  const fields = `designation(code: "${demonstrationAccount.designation}") { skillingPoints skillingMax }`;
  const [entity] = expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities;
  const progress = entity as unknown as { designation: { skillingPoints: number; skillingMax: number } };
  return [progress.designation.skillingPoints, progress.designation.skillingMax];
}

it('records everything once, also after an interruption', async () => {
  const achievements = world.achievements.toSorted((a, b) => b.achievedDaysAgo - a.achievedDaysAgo);
  const half = achievements.slice(0, Math.floor(achievements.length / 2));
  const other = { revocations: [], completions: [] };
  // No event about the organizations has arrived: the first figure is rejected.
  await expect(seed({ organizations: [], achievements: half, ...other })).rejects.toThrow('unknown-organization');
  await tellOfOrganizations();
  expect(await seed()).toBe(achievements.length - half.length + world.completions.length);
  expect(await seed()).toBe(0);
}, 180_000);

it('counts every credit after its link and its achievement, and within the promise', async () => {
  await credits.allCounted();
  const found: { associatedAt: string; expectedBy: string; countedAt: string | null }[] = [];
  for (const { id } of world.organizations) {
    for (let after: string | null = null; ; ) {
      const cursor: string = after === null ? '' : `, after: "${after}"`;
      const fields = `credits(first: 100${cursor}) { nodes { associatedAt expectedBy countedAt } pageInfo { hasNextPage endCursor } }`;
      const [entity] = expectNoErrors(await credits.entity('Organization', id, fields))._entities;
      const { nodes, pageInfo } = (entity as unknown as { credits: Page }).credits;
      found.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
  }
  expect(found.length).toBeGreaterThan(500);
  const late = found.filter(({ countedAt, expectedBy }) => countedAt === null || countedAt > expectedBy);
  const early = found.filter(({ countedAt, associatedAt }) => countedAt !== null && countedAt < associatedAt);
  expect({ late: late.length, early: early.length }).toEqual({ late: 0, early: 0 });
});

it('fills the skilling points of a designation for one organization and leaves another a person short', async () => {
  await credits.allCounted();
  const points = await Promise.all(world.organizations.map(({ id }) => skilling(id)));
  expect(points.some(([have, max]) => have === max)).toBe(true);
  const [have, max] = await skilling(demonstrationAccount.organizationId);
  expect(have).toBeLessThan(max);
  const { profileId, personId, organizationId } = demonstrationAccount;
  await credits.aLink({ id: personId, organizationId }, { profileId, startedAt: credits.clock.now().toISOString() });
  await credits.allCounted();
  expect(await skilling(organizationId)).toEqual([max, max]);
});

it('publishes a Skills Report of fourteen months or more for each organization, with differences between months', async () => {
  const fields =
    'skillsReportMonths skillsReport { totals { people expiringWithin90Days } byDesignation { code score attained } }';
  for (const { id } of world.organizations) {
    const [entity] = expectNoErrors(await credits.entity('Organization', id, fields))._entities;
    const { skillsReportMonths, skillsReport } = entity as unknown as {
      skillsReportMonths: string[];
      skillsReport: {
        totals: { people: number; expiringWithin90Days: number };
        byDesignation: { code: string; score: number; attained: boolean }[];
      };
    };
    expect(skillsReportMonths.length).toBeGreaterThanOrEqual(14);
    expect(skillsReport.totals.people).toBeGreaterThan(20);
    expect(skillsReport.totals.expiringWithin90Days).toBeGreaterThan(3);
    expect(skillsReport.byDesignation.some(({ attained }) => attained)).toBe(true);
    const yearBefore = skillsReportMonths[12];
    const changes = `skillsReport { changesSince(month: "${yearBefore}") { gained lost peopleGained } }`;
    const [changed] = expectNoErrors(await credits.entity('Organization', id, changes))._entities;
    const { changesSince } = (changed as unknown as { skillsReport: { changesSince: Record<string, number> } })
      .skillsReport;
    for (const count of [changesSince.gained, changesSince.lost, changesSince.peopleGained]) {
      expect(count).toBeGreaterThan(0);
    }
  }
});
