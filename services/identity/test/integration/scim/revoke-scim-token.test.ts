import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { directory, issueToken } from '../../support/scim.js';

const REVOKE = `mutation ($input: RevokeScimTokenInput!) { revokeScimToken(input: $input) {
  __typename ... on RevokeScimTokenSuccess { scimToken { id } } ... on ScimTokenNotFoundError { message } } }`;

describe('revokeScimToken', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    [contoso, fabrikam] = [await identity.register(), await identity.register({ name: 'Fabrikam' })];
  });
  afterAll(() => identity.stop());

  const revoke = async (scimTokenId: string, caller: Caller = contoso.admin) =>
    (await identity.as(caller)).execute<{ revokeScimToken: object }>(REVOKE, { input: { scimTokenId } });
  const revoked = async (id: string, caller?: Caller) => expectNoErrors(await revoke(id, caller)).revokeScimToken;

  it('ends the token at once, allows the next one, and can be repeated', async () => {
    const [first, second] = [await issueToken(identity, contoso), await issueToken(identity, contoso)];
    const success = { __typename: 'RevokeScimTokenSuccess', scimToken: { id: first.scimToken.id } };
    expect(await Promise.all([1, 2, 3].map(() => revoked(first.scimToken.id)))).toEqual([success, success, success]);
    expect(await revoked(first.scimToken.id)).toEqual(success);
    expect((await directory(identity, first.secret)('GET', '/Users')).status).toBe(401);
    expect((await directory(identity, second.secret)('GET', '/Users')).status).toBe(200);
    expect((await issueToken(identity, contoso)).__typename).toBe('IssueScimTokenSuccess');
  });

  it('answers identically for a foreign token and a nonexistent one', async () => {
    const { scimToken, secret } = await issueToken(identity, fabrikam);
    const answers = await Promise.all([scimToken.id, randomUUID(), 'no id'].map((id) => revoked(id)));
    for (const answer of answers)
      expect(answer).toEqual({
        __typename: 'ScimTokenNotFoundError',
        message: expect.stringContaining('There is no such token.'),
      });
    expect((await directory(identity, secret)('GET', '/Users')).status).toBe(200);
  });

  it('requires a GLOBAL_ADMIN', async () => {
    const id = contoso.organizationId;
    for (const caller of [
      person(randomUUID(), id, ['ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN']),
      machine(id, 'users:write'),
      operator('organizations:write'),
    ])
      expect(errorCode(await revoke(randomUUID(), caller))).toBe('FORBIDDEN');
    expect(errorCode(await revoke(randomUUID(), { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
  });
});
