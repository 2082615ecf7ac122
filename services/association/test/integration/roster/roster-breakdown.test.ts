import type { UserChanged } from '@app/events/user-changed';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { aMember } from '../../support/roster.js';
import { deliver, stateOf } from '../../support/user-events.js';

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString();
const NUMBERS = 'members linked notLinked invitationPending leaving';
const BREAKDOWN = `query ($of: [_Any!]!, $by: RosterBreakdownBy!, $first: Int! = 50) { _entities(representations: $of) {
  ... on Organization { linkSummary { ${NUMBERS} }
    rosterBreakdown(by: $by, first: $first) { groups { department country ${NUMBERS} } others { groups ${NUMBERS} } } } } }`;

type Numbers = Record<'members' | 'linked' | 'notLinked' | 'invitationPending' | 'leaving', number>;
type Group = Numbers & { department: string | null; country: string | null };
type Found = { linkSummary: Numbers; rosterBreakdown: { groups: Group[]; others: Numbers & { groups: number } } };

let service: TestAssociation;
const admin = aPerson(undefined, ['EXECUTIVE_REPORT_VIEWER']);
const here = admin.organizationId;
beforeAll(async () => {
  service = await testAssociation();
  const linked = aPerson(here);
  await service.link(linked, service.anAccount());
  await deliver(service, stateOf(linked, { department: 'Sales', country: 'NL' }));
  const people: Partial<UserChanged>[] = [
    { department: 'Sales', country: 'DE' },
    { department: 'Sales', country: 'DE', status: 'INVITED' },
    { department: 'Sales', country: null, status: 'DEACTIVATED', leavesReportAt: inDays(2) },
    { department: 'Delivery', country: 'DE' },
    { department: 'Delivery', country: 'NL' },
    { department: null, country: 'NL' },
    { department: ' ', country: 'NL' },
    { department: 'Board', country: 'BE' },
    { department: 'Sales', country: 'DE', status: 'DELETED', leavesReportAt: inDays(-2) },
  ];
  for (const one of people) await aMember(service, here, one);
  await aMember(service, aPerson().organizationId, { department: 'Sales', country: 'DE' });
});
afterAll(() => service.stop());

async function found(variables: object, caller = admin, organizationId = here): Promise<Found | undefined> {
  const of = [{ __typename: 'Organization', id: organizationId }];
  const answer = await (await service.as(caller)).execute<{ _entities: Found[] }>(BREAKDOWN, { of, ...variables });
  return answer.data?._entities[0];
}

const none = { members: 0, linked: 0, notLinked: 0, invitationPending: 0, leaving: 0 };
const NOTHING = { ...none, groups: 0 };

describe('the roster by department and country', () => {
  test('has the numbers of each department by state, the largest first, and unknown ones as null', async () => {
    expect((await found({ by: 'DEPARTMENT' }))?.rosterBreakdown).toEqual({
      groups: [
        {
          ...{ department: 'Sales', country: null, members: 4 },
          ...{ linked: 1, notLinked: 1, invitationPending: 1, leaving: 1 },
        },
        { ...none, department: 'Delivery', country: null, members: 2, notLinked: 2 },
        { ...none, department: null, country: null, members: 2, notLinked: 2 },
        { ...none, department: 'Board', country: null, members: 1, notLinked: 1 },
      ],
      others: NOTHING,
    });
  });

  test('has those of each country, and of both together', async () => {
    const sizes = async (by: string) =>
      (await found({ by }))?.rosterBreakdown.groups.map(({ department, country, members }) => [
        department,
        country,
        members,
      ]);
    expect(await sizes('COUNTRY')).toEqual([
      [null, 'NL', 4],
      [null, 'DE', 3],
      [null, 'BE', 1],
      [null, null, 1],
    ]);
    expect(await sizes('DEPARTMENT_AND_COUNTRY')).toEqual([
      ['Sales', 'DE', 2],
      [null, 'NL', 2],
      ['Board', 'BE', 1],
      ['Delivery', 'DE', 1],
      ['Delivery', 'NL', 1],
      ['Sales', 'NL', 1],
      ['Sales', null, 1],
    ]);
  });

  test.each([1, 2, 3, 50])('lists %i groups and the others in one sum: all add up to the summary', async (first) => {
    for (const by of ['DEPARTMENT', 'COUNTRY', 'DEPARTMENT_AND_COUNTRY']) {
      const { linkSummary, rosterBreakdown } = (await found({ by, first })) as Found;
      const { groups, others } = rosterBreakdown;
      const every = (await found({ by }))?.rosterBreakdown.groups ?? [];
      expect(groups).toEqual(every.slice(0, first));
      expect(others.groups).toBe(every.length - groups.length);
      for (const name of NUMBERS.split(' ') as (keyof Numbers)[])
        expect(groups.reduce((sum, group) => sum + group[name], others[name])).toBe(linkSummary[name]);
    }
  });

  test('has no leavers once their refresh has come', async () => {
    service.clock.moveTo(3);
    const { groups } = (await found({ by: 'DEPARTMENT' }))?.rosterBreakdown ?? { groups: [] };
    service.clock.moveTo(0);
    expect(groups[0]).toMatchObject({ department: 'Sales', members: 3, leaving: 0 });
  });

  test('is empty for an organization without people, null for callers without the roster, and 1 to 100 groups', async () => {
    const elsewhere = aPerson(undefined, ['GLOBAL_ADMIN']);
    expect((await found({ by: 'COUNTRY' }, elsewhere, elsewhere.organizationId))?.rosterBreakdown).toEqual({
      groups: [],
      others: NOTHING,
    });
    expect((await found({ by: 'COUNTRY' }, aPerson(here, ['REPORT_VIEWER'])))?.rosterBreakdown).toBeNull();
    for (const first of [0, -1, 101]) expect((await found({ by: 'COUNTRY', first }))?.rosterBreakdown).toBeNull();
  });
});
