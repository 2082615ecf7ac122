import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { statementsDuring } from '../../support/statements.js';

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  __typename ... on User { id displayName } ... on Organization { id name } } }`;

describe('references', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let users: string[];
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register({ name: 'Contoso' });
    users = [];
    // Ten at a time: a hundred wait for each other longer than a request may take on a busy machine.
    while (users.length < 100)
      users.push(...(await Promise.all(Array.from({ length: 10 }, () => identity.invite(contoso.organizationId)))));
  });
  afterAll(() => identity.stop());

  const entities = async (of: object[], caller = contoso.admin) =>
    expectNoErrors(await (await identity.as(caller)).execute<{ _entities: unknown[] }>(ENTITIES, { of }))._entities;

  it('of a hundred users take one statement, in the requested order', async () => {
    let found: unknown[] = [];
    const statements = await statementsDuring(async () => {
      found = await entities(users.map((id) => ({ __typename: 'User', id })));
    });
    expect(found).toMatchObject(users.map((id) => ({ __typename: 'User', id })));
    expect(statements).toEqual(['users-by-id']);
  });

  it('to absent, malformed or foreign users are null, and do not affect the others', async () => {
    const fabrikam = await identity.register({ name: 'Fabrikam' });
    const ids = [users[0], fabrikam.adminId, randomUUID(), 'no id', '', '\u00e9'];
    const found = await entities(ids.map((id) => ({ __typename: 'User', id })));
    expect(found).toEqual([expect.objectContaining({ id: users[0] }), null, null, null, null, null]);
    const organizations = [contoso.organizationId, fabrikam.organizationId, 'no id'];
    expect(await entities(organizations.map((id) => ({ __typename: 'Organization', id })))).toEqual([
      { __typename: 'Organization', id: contoso.organizationId, name: 'Contoso' },
      null,
      null,
    ]);
  });

  it('without an id, or with one of another type, are null', async () => {
    const strange = [undefined, null, 7, { $ne: 1 }, ['a']].map((id) => ({ __typename: 'User', id }));
    expect(await entities(strange)).toEqual([null, null, null, null, null]);
  });

  it('do not turn the id of a user into an organization', async () => {
    expect(await entities([{ __typename: 'Organization', id: users[0] }])).toEqual([null]);
  });

  it('show a colleague only the own user', async () => {
    const [self, other] = users as [string, string];
    const found = await entities(
      [self, other].map((id) => ({ __typename: 'User', id })),
      person(self, contoso.organizationId, ['REPORT_VIEWER']),
    );
    expect(found).toEqual([expect.objectContaining({ id: self }), null]);
  });
});
