import { randomUUID } from 'node:crypto';
import { ROLES } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { issueToken } from '../../support/scim.js';

const ISSUE = `mutation ($input: IssueScimTokenInput!) { issueScimToken(input: $input) { __typename } }`;
const TOKENS = `query ($id: ID!) { organization(id: $id) { scimTokens { id label } } }`;

describe('issueScimToken', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    fabrikam = await identity.register({ name: 'Fabrikam' });
  });
  beforeEach(async () => {
    contoso = await identity.register();
  });
  afterAll(() => identity.stop());

  const issue = async (caller: Caller, input: object = {}) =>
    (await identity.as(caller)).execute(ISSUE, {
      input: { organizationId: contoso.organizationId, label: 'Okta', ...input },
    });
  const tokens = async () =>
    expectNoErrors<{ organization: { scimTokens: { id: string; label: string }[] } }>(
      await (await identity.as(contoso.admin)).execute(TOKENS, { id: contoso.organizationId }),
    ).organization.scimTokens;

  it('shows the secret once and stores only its hash', async () => {
    const { secret, scimToken } = await issueToken(identity, contoso, { label: ' Entra ID ' });
    expect(secret).toMatch(/^scim_[\w-]{43}$/);
    expect(scimToken).toEqual({
      id: expect.any(String),
      label: 'Entra ID',
      createdAt: identity.clock.now().toISOString(),
      expiresAt: null,
      lastUsedAt: null,
    });
    expect(await tokens()).toEqual([{ id: scimToken.id, label: 'Entra ID' }]);
    const [row] = await identity.sql<{ kept: string }>(
      `SELECT to_jsonb(t)::text AS kept FROM identity.scim_token t WHERE id = $1`,
      [scimToken.id],
    );
    expect(row?.kept).not.toContain(secret);
    expect(row?.kept).not.toContain(secret.replace('scim_', ''));
  });

  it('allows two valid tokens, also with twenty concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => issueToken(identity, contoso)));
    const kinds = answers.map(({ __typename }) => __typename);
    expect(kinds.filter((kind) => kind === 'IssueScimTokenSuccess')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'TooManyScimTokensError')).toHaveLength(18);
    expect(await tokens()).toHaveLength(2);
  });

  it('does not count expired tokens', async () => {
    const soon = new Date(identity.clock.now().getTime() + 1000).toISOString();
    expect((await issueToken(identity, contoso, { expiresAt: soon })).scimToken.expiresAt).toBe(soon);
    await issueToken(identity, contoso, { expiresAt: soon });
    expect((await issueToken(identity, contoso)).__typename).toBe('TooManyScimTokensError');
    identity.clock.advance({ milliseconds: 1000 });
    expect(await tokens()).toEqual([]);
    expect((await issueToken(identity, contoso)).__typename).toBe('IssueScimTokenSuccess');
  });

  it('requires a GLOBAL_ADMIN of the organization', async () => {
    const id = contoso.organizationId;
    for (const caller of [
      person(
        randomUUID(),
        id,
        ROLES.filter((role) => role !== 'GLOBAL_ADMIN'),
      ),
      machine(id, 'users:write', 'users:read'),
      operator('organizations:write', 'users:write'),
      fabrikam.admin,
      { kind: 'unknown-account' } as const,
    ]) {
      expect(errorCode(await issue(caller))).toBe('FORBIDDEN');
    }
    expect(errorCode(await issue({ kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
    for (const organizationId of [fabrikam.organizationId, randomUUID(), 'no id'])
      expect(errorCode(await issue(contoso.admin, { organizationId }))).toBe('FORBIDDEN');
    expect(await tokens()).toEqual([]);
  });

  it('rejects unreadable labels and an expiry in the past', async () => {
    const at = identity.clock.now().toISOString();
    for (const input of [{ label: ' ' }, { label: 'a\nb' }, { label: 'x'.repeat(101) }, { expiresAt: at }])
      expect(errorCode(await issue(contoso.admin, input))).toBe('BAD_USER_INPUT');
  });
});
