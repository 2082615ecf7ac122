import type { Person } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type Result, type TestAssociation, testAssociation } from '../../support/association.js';
import { USER } from '../../support/operations.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

type Node = { id: string; source: string; startedAt: string };
type Page = { nodes: Node[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
type User = {
  id: string;
  activeAssociation: Node | null;
  associations: Page;
  associationAllowance: { used: number; canAssociateNow: boolean; nextAssociationAt: string | null } | null;
};

const reference = (person: Person) => ({ __typename: 'User', id: person.userId });
const LIST = `query ($of: [_Any!]!, $first: Int!, $after: String, $source: LearningSource) { _entities(representations: $of) {
  ... on User { associations(first: $first, after: $after, source: $source) { nodes { id source startedAt } totalCount
    edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`;

async function aHistory(person: Person, starts: number) {
  for (let index = 0; index < starts; index += 1) {
    const started = new Date(Date.UTC(2020 + index, 0, 10));
    await service.sql(
      `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at, ended_at, end_reason)
       VALUES ($1, $2, $3, $4, $5, $6, 'REMOVED_BY_USER')`,
      [
        index % 2 ? 'PARTNER_UNIVERSITY' : 'MICROSOFT_LEARN',
        service.anAccount().profileId,
        person.userId,
        person.organizationId,
        started,
        new Date(started.getTime() + 86_400_000),
      ],
    );
  }
}

const list = async (person: Person, variables: Record<string, unknown>) => {
  const answer = await (await service.as(person)).execute<{ _entities: { associations: Page }[] }>(LIST, {
    of: [reference(person)],
    ...variables,
  });
  return expectNoErrors(answer)._entities[0]?.associations as Page;
};

const allowanceOf = async (person: Person) => {
  const answer = await (await service.as(person)).execute<{ _entities: User[] }>(USER, {
    representations: [reference(person)],
  });
  return expectNoErrors(answer)._entities[0]?.associationAllowance;
};

test('a user reads their own associations before any event about them has arrived', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  const before = expectNoErrors(
    await (await service.as(person)).execute<{ _entities: User[] }>(USER, { representations: [reference(person)] }),
  );
  expect(before._entities[0]).toMatchObject({
    activeAssociation: null,
    associations: { nodes: [], totalCount: 0 },
    associationAllowance: { used: 0 },
  });
  const linked = await service.link(person, account);
  const after = expectNoErrors(
    await (await service.as(person)).execute<{ _entities: User[] }>(USER, { representations: [reference(person)] }),
  );
  expect(after._entities[0]?.activeAssociation).toEqual(linked.association);
  expect(after._entities[0]?.associationAllowance).toEqual(linked.allowance);
});

test('the allowance continues to count the profile that was linked last, wherever it moved', async () => {
  const [first, second, account] = [aPerson(), aPerson(), service.anAccount()];
  await service.link(first, account);
  await service.link(second, account, { days: 31 });
  const { _entities } = expectNoErrors(
    await (await service.as(first)).execute<{ _entities: User[] }>(USER, { representations: [reference(first)] }),
  );
  service.clock.moveTo(0);
  expect(_entities[0]).toMatchObject({
    activeAssociation: null,
    associationAllowance: { used: 2, canAssociateNow: false },
  });
  expect(JSON.stringify(_entities)).not.toContain(second.organizationId);
});

describe('the allowance after a rejection', () => {
  afterEach(() => service.clock.moveTo(0));
  const DAY = 86_400_000;
  /** A user holds a profile from today; another user signs in with it `days` later. */
  const rejectedAfter = async (days: number) => {
    const [holder, person, account] = [aPerson(), aPerson(), service.anAccount()];
    const { association } = (await service.link(holder, account)) as Result & { association: Node };
    return {
      holder,
      person,
      account,
      startedAt: association.startedAt,
      flow: await service.prove(person, account, { days }),
    };
  };

  test.each(['pending', 'confirm'] as const)('shown by %s agrees with the rejection', async (teller) => {
    const { holder, person, flow, startedAt } = await rejectedAfter(5);
    expect(await allowanceOf(person)).toMatchObject({ used: 0, canAssociateNow: true, nextAssociationAt: null });
    if (teller === 'pending') expect(await service.problemOf(person, flow.flowId, flow.completionCode)).toBeUndefined();
    else expect(await service.confirm(person, flow)).toMatchObject({ __typename: 'AssociationCoolOffError' });
    const next = new Date(Date.parse(startedAt) + 30 * DAY).toISOString();
    const allowance = await allowanceOf(person);
    expect(allowance).toMatchObject({ used: 1, remaining: 2, canAssociateNow: false, nextAssociationAt: next });
    expect(allowance).toMatchObject({ coolOffEndsAt: next, countedStarts: [startedAt] });
    expect(JSON.stringify(allowance)).not.toContain(holder.organizationId);
    service.clock.moveTo(30);
    expect(await allowanceOf(person)).toMatchObject({ used: 1, canAssociateNow: true, nextAssociationAt: null });
  });

  test('shows nothing that happens to the profile later', async () => {
    const { holder, person, account, flow } = await rejectedAfter(5);
    await service.confirm(person, flow);
    await service.remove(holder);
    await service.link(holder, account, { days: 31 });
    expect(await allowanceOf(holder)).toMatchObject({ used: 2, canAssociateNow: false });
    expect(await allowanceOf(person)).toMatchObject({ used: 1, canAssociateNow: true, nextAssociationAt: null });
  });

  test('does not change by a sign-in without the completion code', async () => {
    const { person, flow } = await rejectedAfter(5);
    await service.confirm(person, { ...flow, completionCode: 'guessed' });
    expect(await allowanceOf(person)).toMatchObject({ used: 0, canAssociateNow: true });
  });

  test('is free again once another profile is proved that no limit forbids', async () => {
    const { person, flow } = await rejectedAfter(5);
    await service.confirm(person, flow);
    const other = await service.prove(person, service.anAccount(), { days: 5 });
    expect(await service.problemOf(person, other.flowId, other.completionCode)).toBeUndefined();
    expect(await allowanceOf(person)).toMatchObject({ used: 0, canAssociateNow: true });
  });

  test('is stored for the source alone, and deleted once it limits nothing', async () => {
    const { person, flow } = await rejectedAfter(5);
    await service.confirm(person, flow);
    const remembered = () =>
      service.sql('SELECT source FROM association.rejected_profile WHERE user_id = $1', [person.userId]);
    await service.catchUp();
    expect(await remembered()).toEqual([{ source: 'MICROSOFT_LEARN' }]);
    service.clock.moveTo(372);
    await service.catchUp();
    expect(await remembered()).toEqual([]);
  });
});

test('no association can start while linked, whatever the limits leave', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  await service.link(person, account);
  service.clock.moveTo(31);
  expect(await allowanceOf(person)).toMatchObject({
    used: 1,
    remaining: 2,
    canAssociateNow: false,
    nextAssociationAt: null,
  });
  expect(await service.remove(person)).toMatchObject({ allowance: { canAssociateNow: true, nextAssociationAt: null } });
  expect(await allowanceOf(person)).toMatchObject({
    used: 1,
    remaining: 2,
    canAssociateNow: true,
    nextAssociationAt: null,
  });
  service.clock.moveTo(0);
});

test('the list is newest first, and its pages have no gaps or repetitions', async () => {
  const person = aPerson();
  await aHistory(person, 5);
  const seen: Node[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < 5; pages += 1) {
    const page: Page = await list(person, { first: 2, after });
    expect(page).toMatchObject({ totalCount: 5, pageInfo: { hasPreviousPage: pages > 0 } });
    seen.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) break;
  }
  expect(seen.map((node) => node.startedAt.slice(0, 4))).toEqual(['2024', '2023', '2022', '2021', '2020']);
  const learn = await list(person, { first: 100, source: 'MICROSOFT_LEARN' });
  expect([learn.totalCount, learn.nodes.length]).toEqual([3, 3]);
});

test('a cursor is valid for its own list only, and a page holds 1 to 100', async () => {
  const [person, other] = [aPerson(), aPerson()];
  await aHistory(person, 2);
  const { pageInfo } = await list(person, { first: 1 });
  const rejects = async (who: Person, variables: Record<string, unknown>) =>
    errorCode(await (await service.as(who)).execute(LIST, { of: [reference(who)], ...variables }));
  expect(await rejects(other, { first: 1, after: pageInfo.endCursor })).toBe('BAD_USER_INPUT');
  expect(await rejects(person, { first: 1, after: pageInfo.endCursor, source: 'MICROSOFT_LEARN' })).toBe(
    'BAD_USER_INPUT',
  );
  for (const after of ['', 'x', `${pageInfo.endCursor}A`, '💥'])
    expect(await rejects(person, { first: 1, after })).toBe('BAD_USER_INPUT');
  for (const first of [0, -1, 101]) expect(await rejects(person, { first })).toBe('BAD_USER_INPUT');
});
