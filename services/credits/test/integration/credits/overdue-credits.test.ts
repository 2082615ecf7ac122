import { associationChanged } from '@app/events/association-changed';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeEach(async () => {
  credits = await testCredits({ workers: false });
});
afterEach(async () => credits.stop());

async function gauges(): Promise<{ overdue: number; oldestSeconds: number }> {
  const response = await fetch(`${credits.url}/metrics`);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('application/openmetrics-text'),
  ]);
  const text = await response.text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return { overdue: value('credits_overdue'), oldestSeconds: value('credits_overdue_oldest_seconds') };
}

/** Overdue by the query in the description of the filter. */
async function overdue(organizationId: string): Promise<number> {
  const filter = `{ state: [PENDING], expectedBefore: "${credits.clock.now().toISOString()}" }`;
  const fields = `credits(first: 10, filter: ${filter}) { totalCount nodes { state expectedBy } }`;
  const { _entities } = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  type Answer = [{ credits: { nodes: { state: string }[]; totalCount: number } }];
  const { nodes, totalCount } = (_entities as never as Answer)[0].credits;
  expect(nodes.map(({ state }) => state)).toEqual(nodes.map(() => 'PENDING'));
  expect(nodes).toHaveLength(totalCount);
  return totalCount;
}

/** A person linked on 1 August with an earlier achievement, without a worker. */
async function waiting(organizationId: string) {
  const user = await credits.aUser(organizationId);
  const link = await credits.aLink(user, { profileId: aProfile(), startedAt: '2026-08-01T12:00:00.000Z' });
  const achievedAt = '2026-05-04T10:00:00.000Z';
  await credits.record([{ profileId: link.profileId, credentialCode: 'PBI-DA', achievedAt }]);
  return { user, link };
}

it('a credit is overdue from the millisecond after the ten days, by query and by metric', async () => {
  const organizationId = await credits.anOrganization();
  await waiting(organizationId);
  credits.clock.set('2026-08-11T12:00:00.000Z');
  expect([await overdue(organizationId), await gauges()]).toEqual([0, { overdue: 0, oldestSeconds: 0 }]);
  credits.clock.set('2026-08-11T12:00:00.001Z');
  expect([await overdue(organizationId), await gauges()]).toEqual([1, { overdue: 1, oldestSeconds: 0.001 }]);
  credits.clock.set('2026-08-12T12:00:00.000Z');
  expect(await gauges()).toEqual({ overdue: 1, oldestSeconds: 86_400 });
});

it('the metric counts all organizations, the query one', async () => {
  const ids = [await credits.anOrganization(), await credits.anOrganization()];
  for (const id of ids) await waiting(id);
  credits.clock.set('2026-08-12T12:00:00.000Z');
  expect((await gauges()).overdue).toBe(2);
  expect(await overdue(ids[0] ?? '')).toBe(1);
});

it('counted and dropped credits are not overdue', async () => {
  const organizationId = await credits.anOrganization();
  const { link } = await waiting(organizationId);
  const { user } = await waiting(organizationId);
  await waiting(organizationId);
  credits.clock.set('2026-08-20T12:00:00.000Z');
  expect((await gauges()).overdue).toBe(3);
  const end = { version: 2, endedAt: '2026-08-13T00:00:00.000Z', endReason: 'REMOVED_BY_USER' as const };
  await credits.tell(associationChanged.type, { ...link, ...end });
  await credits.aUser(organizationId, {
    ...user,
    version: 2,
    status: 'DELETED',
    deletedAt: '2026-07-13T00:00:00.000Z',
    leavesReportAt: '2026-08-20T00:00:00.000Z',
  });
  expect([await overdue(organizationId), (await gauges()).overdue]).toEqual([1, 1]);
  const worker = await credits.another({ workers: true });
  await credits.until(async () => (await gauges()).overdue === 0);
  await worker.stop();
  expect(await overdue(organizationId)).toBe(0);
});

it('expectedBefore alone filters any state, and accepts an instant only', async () => {
  const organizationId = await credits.anOrganization();
  await waiting(organizationId);
  const page = (expectedBefore: string) =>
    credits.entity(
      'Organization',
      organizationId,
      `credits(first: 1, filter: { expectedBefore: "${expectedBefore}" }) { totalCount }`,
    );
  const total = async (instant: string) => expectNoErrors(await page(instant))._entities[0];
  expect(await total('2026-08-11T12:00:00.000Z')).toEqual({ credits: { totalCount: 0 } });
  expect(await total('2026-08-11T12:00:00.001Z')).toEqual({ credits: { totalCount: 1 } });
  expect(errorCode(await page('2026-08-11'))).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
});

it('the metric is absent while the database does not answer', async () => {
  await credits.sql('REVOKE SELECT ON credits.credit FROM credits_app');
  const response = await fetch(`${credits.url}/metrics`);
  const text = await response.text();
  expect([response.status, text]).toEqual([
    200,
    expect.stringContaining('metrics_source_readable{source="credits"} 0\n'),
  ]);
  expect(text).not.toContain('credits_overdue');
  expect(text).toContain('nodejs_heap_size_used_bytes');
  await credits.sql('GRANT SELECT ON credits.credit TO credits_app');
  expect(await gauges()).toEqual({ overdue: 0, oldestSeconds: 0 });
});
