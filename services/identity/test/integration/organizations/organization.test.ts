import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';

describe('organization', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register({ name: 'Contoso', partnerId: '4711' });
    fabrikam = await identity.register({ name: 'Fabrikam' });
  });
  afterAll(() => identity.stop());

  const execute = async (caller: Caller, query: string, variables = {}) =>
    (await identity.as(caller)).execute<{ organization?: unknown; callerOrganization?: unknown }>(query, variables);
  const byId = async (caller: Caller, id: string) =>
    expectNoErrors(
      await execute(caller, 'query ($id: ID!) { organization(id: $id) { id name partnerId leaverPolicy } }', { id }),
    ).organization;
  const own = async (caller: Caller) =>
    expectNoErrors(await execute(caller, '{ callerOrganization { name } }')).callerOrganization;

  it('is visible to every member and to operators', async () => {
    const id = contoso.organizationId;
    const seen = { id, name: 'Contoso', partnerId: '4711', leaverPolicy: 'ON_DEACTIVATE' };
    const members = [contoso.admin, person(randomUUID(), id), machine(id), operator('achievements:write')];
    for (const caller of members) expect(await byId(caller, id)).toEqual(seen);
  });

  it('is null for other callers, exactly as a nonexistent one', async () => {
    const others = [fabrikam.admin, machine(fabrikam.organizationId, 'users:read', 'organizations:write')];
    for (const caller of others) {
      for (const id of [contoso.organizationId, randomUUID(), 'no id']) expect(await byId(caller, id)).toBeNull();
    }
  });

  it('callerOrganization is the own one for users and programs, null for operators, and requires a token', async () => {
    expect(await own(person(randomUUID(), contoso.organizationId))).toEqual({ name: 'Contoso' });
    expect(await own(machine(fabrikam.organizationId))).toEqual({ name: 'Fabrikam' });
    expect(await own(operator('organizations:write'))).toBeNull();
    const answer = await execute({ kind: 'anonymous' }, '{ callerOrganization { name } }');
    expect([answer.data, errorCode(answer)]).toEqual([{ callerOrganization: null }, 'UNAUTHENTICATED']);
  });

  it('names the administrators who can help an unknown account', async () => {
    const answer = await execute({ kind: 'unknown-account' }, '{ callerOrganization { id } }');
    expect(errorCode(answer)).toBe('FORBIDDEN');
    expect(answer.errors?.[0]?.message).toContain('Global admin or Account admin');
  });

  it('requires a token by id', async () => {
    const query = `{ organization(id: "${contoso.organizationId}") { id } }`;
    expect(errorCode(await execute({ kind: 'anonymous' }, query))).toBe('UNAUTHENTICATED');
    expect(errorCode(await execute({ kind: 'unknown-account' }, query))).toBe('FORBIDDEN');
  });
});
