import type { Person } from '@app/subgraph-kit/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
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
  associationAllowance: { used: number } | null;
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

test('a person sees what they have, before any event about them has arrived', async () => {
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

test('the allowance goes on counting the profile that was linked last, wherever it went', async () => {
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

test('the list is newest first and is paged without gaps or repetitions', async () => {
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

test('a cursor serves its own list only, and a page holds 1 to 100', async () => {
  const [person, other] = [aPerson(), aPerson()];
  await aHistory(person, 2);
  const { pageInfo } = await list(person, { first: 1 });
  const refuse = async (who: Person, variables: Record<string, unknown>) =>
    errorCode(await (await service.as(who)).execute(LIST, { of: [reference(who)], ...variables }));
  expect(await refuse(other, { first: 1, after: pageInfo.endCursor })).toBe('BAD_USER_INPUT');
  expect(await refuse(person, { first: 1, after: pageInfo.endCursor, source: 'MICROSOFT_LEARN' })).toBe(
    'BAD_USER_INPUT',
  );
  for (const after of ['', 'x', `${pageInfo.endCursor}A`, '💥'])
    expect(await refuse(person, { first: 1, after })).toBe('BAD_USER_INPUT');
  for (const first of [0, -1, 101]) expect(await refuse(person, { first })).toBe('BAD_USER_INPUT');
});
