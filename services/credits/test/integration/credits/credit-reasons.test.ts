import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { GraphQLEnumType } from 'graphql';
import { creditsSubgraph } from '../../../src/subgraph.js';
import { aProfile, FEED, type TestCredits, testCredits } from '../../support/credits.js';

/*
 * Every reason of the API is produced here, through the API, by the last credential of a scenario. A reason without a
 * scenario fails the first test.
 */
let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
});
afterAll(async () => credits.stop());

type Person = { link: Awaited<ReturnType<TestCredits['aLink']>>; userId: string };

async function aPerson(organizationId: string): Promise<Person> {
  const user = await credits.aUser(organizationId);
  return { link: await credits.aLink(user, { profileId: aProfile() }), userId: user.id };
}

/** Records it and has it counted by a process with workers. */
async function earned({ link }: Person, credentialCode: string, day = '2026-05-04'): Promise<string> {
  const externalId = await waiting({ link }, credentialCode, day);
  const worker = await credits.another({ workers: true });
  await credits.allCounted();
  await worker.stop();
  return externalId;
}

async function waiting({ link }: Pick<Person, 'link'>, credentialCode: string, day = '2026-05-04'): Promise<string> {
  const externalId = randomUUID();
  await credits.record([{ externalId, profileId: link.profileId, credentialCode, achievedAt: `${day}T09:00:00.000Z` }]);
  return externalId;
}

async function ended({ link }: Person, endReason: 'REMOVED_BY_USER' | 'MOVED_TO_ANOTHER_ORGANIZATION'): Promise<void> {
  await credits.tell(associationChanged.type, { ...link, version: 2, endedAt: '2026-07-01T00:00:00.000Z', endReason });
}

const SCENARIOS: Record<string, (organizationId: string) => Promise<unknown>> = {
  LAG: async (organizationId) => waiting(await aPerson(organizationId), 'PBI-DA'),
  NOT_LINKED: async (organizationId) => {
    const ada = await aPerson(organizationId);
    await earned(ada, 'PBI-DA');
    await ended(ada, 'REMOVED_BY_USER');
  },
  MOVED_AWAY: async (organizationId) => {
    const ada = await aPerson(organizationId);
    await earned(ada, 'PBI-DA');
    await ended(ada, 'MOVED_TO_ANOTHER_ORGANIZATION');
  },
  PERSON_LEFT: async (organizationId) => {
    const ada = await aPerson(organizationId);
    await earned(ada, 'PBI-DA');
    const left = { deactivatedAt: '2026-06-20T00:00:00.000Z', leavesReportAt: '2026-07-10T00:00:00.000Z' };
    await credits.aUser(organizationId, { id: ada.userId, version: 2, status: 'DEACTIVATED', ...left });
  },
  EXPIRED: async (organizationId) => earned(await aPerson(organizationId), 'PBI-DA', '2025-07-31'),
  REVOKED: async (organizationId) => {
    const externalId = await earned(await aPerson(organizationId), 'PBI-DA');
    const revoke = 'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
    const input = { source: 'MICROSOFT_LEARN', externalId, reason: 'issued by mistake' };
    expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
  },
  RETIRED: async (organizationId) => earned(await aPerson(organizationId), 'AZ-DS', '2026-06-02'),
  NOT_IN_ANY_REQUIREMENT: async (organizationId) => earned(await aPerson(organizationId), 'APL-7008'),
  STEP_NOT_REACHED: async (organizationId) => earned(await aPerson(organizationId), 'AZ-DBA'),
  CAP_REACHED: async (organizationId) => {
    for (const day of ['2026-05-01', '2026-05-02', '2026-05-03']) {
      await earned(await aPerson(organizationId), 'M365-ADMIN-EXP', day);
    }
  },
  PERSON_ALREADY_COUNTED: async (organizationId) => {
    const ada = await aPerson(organizationId);
    await earned(ada, 'TEAMS-ADMIN', '2026-05-01');
    await earned(ada, 'COLLAB-COMM', '2026-05-02');
  },
};

it('has a scenario for every reason of the API, and no other', async () => {
  const reasons = (await creditsSubgraph()).schema.getType('CreditReason');
  expect(reasons).toBeInstanceOf(GraphQLEnumType);
  expect(Object.keys(SCENARIOS).sort()).toEqual(
    (reasons as GraphQLEnumType)
      .getValues()
      .map(({ name }) => name)
      .sort(),
  );
});

it.each(Object.entries(SCENARIOS))('gives the reason %s for a credit that adds no points', async (reason, happen) => {
  const organizationId = await credits.anOrganization();
  await happen(organizationId);
  const fields = 'credits(first: 1) { nodes { state reasons contributesTo { points reason } } }';
  const { _entities } = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  type Shown = { reasons: string[]; contributesTo: { points: number; reason: string }[] };
  const { nodes } = (_entities as never as [{ credits: { nodes: Shown[] } }])[0].credits;
  expect(nodes[0]?.reasons).toEqual([reason]);
  // Every requirement that names it has the same reason.
  for (const part of nodes[0]?.contributesTo ?? []) expect(part).toEqual({ points: 0, reason });
  await expectFilters(organizationId);
});

/** A filter by a reason lists the credits that show it. */
async function expectFilters(organizationId: string): Promise<void> {
  type Shown = { id: string; reasons: string[] };
  type List = { nodes: Shown[]; totalCount: number | null };
  const list = async (args: string) => {
    const fields = `credits(${args}) { nodes { id reasons } totalCount }`;
    const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
    return (data._entities as never as [{ credits: List }])[0].credits;
  };
  const all = (await list('first: 100')).nodes;
  const asked = [...Object.keys(SCENARIOS).map((reason) => [reason]), ['EXPIRED', 'CAP_REACHED', 'NOT_LINKED']];
  for (const reasons of asked) {
    const { nodes, totalCount } = await list(`first: 100, filter: { reason: [${reasons.join()}] }`);
    expect(nodes).toEqual(all.filter((one) => one.reasons.some((reason) => reasons.includes(reason))));
    expect(totalCount).toBe(reasons.some((reason) => OF_OTHERS.has(reason)) ? null : nodes.length);
  }
  expect((await list('first: 100, filter: { reason: [] }')).nodes).toEqual(all);
}

/** These depend on the holdings of other people: they are computed, and have no total. */
const OF_OTHERS = new Set(['STEP_NOT_REACHED', 'CAP_REACHED', 'PERSON_ALREADY_COUNTED', 'LAG']);

it('pages through credits with a reason', async () => {
  const organizationId = await credits.anOrganization();
  await SCENARIOS.CAP_REACHED?.(organizationId);
  const page = async (after = '') => {
    const fields = `credits(first: 1, filter: { reason: [CAP_REACHED] }${after}) { nodes { id } pageInfo { hasNextPage endCursor } }`;
    const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
    return (data._entities as never as [{ credits: Page }])[0].credits;
  };
  type Page = { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  const ids = [];
  for (let list = await page(); ; list = await page(`, after: "${list.pageInfo.endCursor}"`)) {
    ids.push(...list.nodes.map(({ id }) => id));
    if (!list.pageInfo.hasNextPage) break;
  }
  const fields = 'credits(first: 100) { nodes { id reasons } }';
  const data = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  const { nodes } = (data._entities as never as [{ credits: { nodes: { id: string; reasons: string[] }[] } }])[0]
    .credits;
  expect(ids).toEqual(nodes.filter(({ reasons }) => reasons.includes('CAP_REACHED')).map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(0);
});
