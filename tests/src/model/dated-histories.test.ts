import { fixedClock } from '@app/test-kit/fixed-clock';
import { expectNoErrors, graphqlClient } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLInputObjectType } from 'graphql';
import type { Decision, Listing, RecordedLink } from '../../../services/association/test/support/vectors.js';
import { apiSchema } from '../contract/composed-api.js';
import { isolatedStarts } from './system/isolated-starts.js';
import { type Organizations, registerOrganizations } from './system/organizations.js';
import { type RunningServices, startServices } from './system/running-services.js';
import { runningSystem } from './system/running-system.js';
import { dayBefore, peopleOf, vectorHistory } from './vector-history.js';
import { associationVectors } from './vectors.js';

/** Vectors that the API cannot attempt, with the reason. */
const NOT_IN_THE_API: Readonly<Record<string, string>> = {
  T6: 'removeAssociation takes no user: it ends the link of the caller',
};

const clock = fixedClock('2026-01-01T00:00:00.000Z');
let services: RunningServices;
let organizations: Organizations;
let histories = 0;
beforeAll(async () => {
  services = await startServices(isolatedStarts, clock);
  organizations = await registerOrganizations(services, Array(4).fill('ON_DEACTIVATE'));
}, 300_000);
afterAll(() => services.stop());

const vectors = associationVectors();
const decisions = vectors.filter((vector): vector is Decision => vector.kind === 'decide');
const named = <Vector extends Decision | Listing>(some: readonly Vector[]) =>
  some.map((vector) => [vector.id, vector.title, vector] as const);
const yearOf = (vector: Decision) => (vector.policy?.yearMode === 'CALENDAR_YEAR' ? 'calendar' : 'rolling');

/** A new history that starts a day before its first instant, with all users invited. */
async function aHistory(people: { user: string; organization: number }[], from: string) {
  clock.set(from);
  histories += 1;
  const organizationOf = people.map(({ organization }) => organization);
  return runningSystem(services, clock, organizations, histories, { organizationOf, invitedAtFirst: people.length });
}

async function lived(records: readonly RecordedLink[], more: { user: string; org: string; at: string }[]) {
  const people = peopleOf([...records, ...more]);
  const system = await aHistory(
    people,
    dayBefore([...records.map(({ startAt }) => startAt), ...more.map(({ at }) => at)]),
  );
  const history = vectorHistory(system, people, records);
  await history.live();
  return { system, history };
}

describe('the vectors of linking, through the gateway', () => {
  const inTheApi = decisions.filter(({ id }) => NOT_IN_THE_API[id] === undefined);

  it.each(named(inTheApi.filter((vector) => yearOf(vector) === 'rolling')))('%s: %s', async (_id, _title, vector) => {
    const { history } = await lived(vector.history, [vector.attempt]);
    expect(await history.attempt(vector.attempt)).toMatchObject(withMilliseconds(vector.expect));
  });

  const listings = vectors.filter((vector): vector is Listing => vector.kind === 'listing');
  it.each(named(listings))('%s, live: %s', async (_id, _title, { associations, at, expect: expected }) => {
    const { system, history } = await lived(associations, []);
    await system.advanceTo(Date.parse(at));
    expect(await history.active()).toEqual(expected.live);
    if (expected.dropAt === undefined) return;
    const people = peopleOf(associations);
    const leaving = await Promise.all(people.map((_, number) => leavesReportAt(system.people.userIdOf(number))));
    const drops = Object.values(expected.dropAt).map((day) => new Date(day).toISOString());
    expect(leaving.filter((instant) => instant !== null)).toEqual(drops);
  });

  it('cannot be attempted only where the API has no such argument, and all others are', () => {
    const input = apiSchema().getType('RemoveAssociationInput') as GraphQLInputObjectType;
    expect(Object.keys(input.getFields())).toEqual(['source']);
    expect(inTheApi).toHaveLength(18);
    expect(listings).toHaveLength(5);
    expect(Object.keys(NOT_IN_THE_API)).toEqual(['T6']);
  });
});

describe('the association service, stopped while a user leaves, drops out and returns', () => {
  const [linked, left, refresh, back] = [
    '2026-01-20T10:00:00.000Z',
    '2026-01-25T08:00:00.000Z',
    '2026-02-10T00:00:00.000Z',
    '2026-02-12T00:00:00.000Z',
  ] as const;
  type System = Awaited<ReturnType<typeof aHistory>>;
  const ways: [string, (system: System) => Promise<unknown>, (system: System) => Promise<unknown>][] = [
    ['a directory disables and enables', ({ people }) => people.deactivate(0), ({ people }) => people.reactivate(0)],
    [
      'an administrator deletes and restores',
      ({ people }) => people.deleteUser(0),
      ({ people }) => people.restoreUser(0),
    ],
    [
      'an administrator deletes and invites again',
      ({ people }) => people.deleteUser(0),
      async ({ people }) => {
        await people.invite(0);
        await people.asPerson(0, '{ viewer { id } }', {});
      },
    ],
  ];
  const presentation = (flow: number) => ({ flow, by: 0, rightCode: true });

  it.each(ways)('ends the link at that refresh and reinstates it once, after %s', async (_who, leave, come) => {
    const system = await aHistory([{ user: 'u1', organization: 0 }], linked);
    await system.begin(0, 'MICROSOFT_LEARN');
    await system.signIn(0, 0);
    await system.confirm(presentation(0));

    await services.stopAssociation();
    clock.set(left);
    await leave(system);
    clock.set(back);
    await come(system);
    await services.startAssociation('rolling');
    await system.advanceTo(Date.parse(back));
    const dropped = { startedAt: linked, endedAt: refresh, endReason: 'ACCOUNT_DELETED' };
    expect(await system.seenByAdmin(0)).toMatchObject({ associations: [dropped] });

    await system.begin(0, 'MICROSOFT_LEARN');
    await system.signIn(1, 0);
    expect(await system.pending(presentation(1))).toMatchObject({ effect: 'REINSTATE', allowanceAfter: { used: 1 } });
    expect(await system.confirm(presentation(1))).toMatchObject({ association: { startedAt: linked, endedAt: null } });
    // Later changes repeat a signal that took effect; it ends no second link.
    await system.deactivate(0);
    await system.reactivate(0);
    await system.advanceTo(Date.parse(back) + 30 * 86_400_000);
    expect(await system.seenByAdmin(0)).toMatchObject({ associations: [{ startedAt: linked, endedAt: null }] });
  });

  it('creates a new association for a return thirty days after the signal', async () => {
    const system = await aHistory([{ user: 'u1', organization: 0 }], '2025-12-20T00:00:00.000Z');
    await system.begin(0, 'MICROSOFT_LEARN');
    await system.signIn(0, 0);
    await system.confirm(presentation(0));
    await services.stopAssociation();
    clock.set(left);
    await system.people.deactivate(0);
    const thirtyDaysLater = Date.parse(left) + 30 * 86_400_000;
    clock.set(new Date(thirtyDaysLater).toISOString());
    await system.people.reactivate(0);
    await services.startAssociation('rolling');
    await system.advanceTo(thirtyDaysLater);
    await system.begin(0, 'MICROSOFT_LEARN');
    await system.signIn(1, 0);
    expect(await system.pending(presentation(1))).toMatchObject({ effect: 'NEW', allowanceAfter: { used: 2 } });
  });
});

describe('the vectors of calendar years, through the gateway', () => {
  beforeAll(async () => {
    await services.stopAssociation();
    await services.startAssociation('calendar');
  }, 120_000);

  const calendar = decisions.filter((vector) => yearOf(vector) === 'calendar');
  it.each(named(calendar))('%s: %s', async (_id, _title, vector) => {
    const { history } = await lived(vector.history, [vector.attempt]);
    expect(await history.attempt(vector.attempt)).toMatchObject(withMilliseconds(vector.expect));
  });
});

async function leavesReportAt(id: string | undefined): Promise<string | null> {
  const [organization] = organizations;
  const admin = graphqlClient(`${services.gatewayUrl}/graphql`, await organization?.admin());
  const query = 'query ($id: ID!) { user(id: $id) { leavesReportAt } }';
  return expectNoErrors(await admin.execute<{ user: { leavesReportAt: string | null } }>(query, { id })).user
    .leavesReportAt;
}

function withMilliseconds(expected: Decision['expect']): Decision['expect'] {
  const { nextAvailableAt } = expected;
  return nextAvailableAt ? { ...expected, nextAvailableAt: new Date(nextAvailableAt).toISOString() } : expected;
}
