import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { aMember, SUMMARY } from '../../support/roster.js';
import { deliver, stateOf } from '../../support/user-events.js';

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString();

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

const summary = async (caller: ReturnType<typeof aPerson>, organizationId = caller.organizationId) => {
  const of = [{ __typename: 'Organization', id: organizationId }];
  const { data } = await (await service.as(caller)).execute<{ _entities: ({ linkSummary: object } | null)[] }>(
    SUMMARY,
    { of },
  );
  return data?._entities[0]?.linkSummary ?? null;
};

test('counts the roster by state, without users who have left', async () => {
  const admin = aPerson(undefined, ['GLOBAL_ADMIN']);
  const here = admin.organizationId;
  const linked = aPerson(here);
  await service.link(linked, service.anAccount());
  await deliver(service, stateOf(linked));
  await aMember(service, here);
  await aMember(service, here);
  await aMember(service, here, { status: 'INVITED' });
  await aMember(service, here, { status: 'DEACTIVATED', leavesReportAt: inDays(2) });
  await aMember(service, here, { status: 'DELETED', leavesReportAt: inDays(-2) });
  expect(await summary(admin)).toEqual({ members: 5, linked: 1, notLinked: 2, invitationPending: 1, leaving: 1 });
  service.clock.moveTo(3);
  const later = await summary(admin);
  service.clock.moveTo(0);
  expect(later).toMatchObject({ members: 4, leaving: 0 });
});

test('is zero for an organization without members, and null for callers who may not see it', async () => {
  const admin = aPerson(undefined, ['PARTNER_ADMIN']);
  expect(await summary(admin)).toEqual({ members: 0, linked: 0, notLinked: 0, invitationPending: 0, leaving: 0 });
  expect(await summary(aPerson(admin.organizationId, ['REPORT_VIEWER']))).toBeNull();
  expect(await summary(admin, aPerson().organizationId)).toBeNull();
});
