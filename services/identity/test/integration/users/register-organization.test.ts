import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, PLATFORM_TENANT, person, type TestIdentity, testIdentity } from '../../support/identity.js';

const REGISTER = `mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) {
  __typename
  ... on RegisterOrganizationSuccess {
    organization { id name partnerId leaverPolicy }
    firstAdmin { id email displayName status roles invitedAt invitationSentAt firstSignedInAt organization { id } }
  }
  ... on OrganizationExistsError { message }
  ... on InvalidUserInputError { field message }
} }`;

type Registration = { __typename: string; field?: string; organization: { id: string }; firstAdmin: { id: string } };

function partner(changes: object = {}) {
  return {
    name: 'Contoso',
    partnerId: randomUUID().slice(0, 8),
    tenantId: randomUUID(),
    firstAdmin: { email: 'Ada@contoso.example', displayName: 'Ada Lovelace' },
    ...changes,
  };
}

describe('registerOrganization', () => {
  let identity: TestIdentity;
  beforeAll(async () => {
    identity = await testIdentity();
  });
  afterAll(() => identity.stop());

  const register = async (input: object, caller = operator('organizations:write')) =>
    (await identity.as(caller)).execute<{ registerOrganization: Registration }>(REGISTER, { input });
  const registered = async (input: object) => expectNoErrors(await register(input)).registerOrganization;
  const numberOf = async (table: string) =>
    (await identity.sql<{ n: number }>(`SELECT count(*)::int AS n FROM identity.${table}`))[0]?.n;

  it('creates the organization and invites its first GLOBAL_ADMIN', async () => {
    const input = partner({ name: '  Contoso  ', leaverPolicy: 'ON_DELETE' });
    const { organization, firstAdmin } = await registered(input);
    expect(organization).toEqual({
      id: expect.any(String),
      name: 'Contoso',
      partnerId: input.partnerId,
      leaverPolicy: 'ON_DELETE',
    });
    expect(firstAdmin).toEqual({
      id: expect.any(String),
      email: 'Ada@contoso.example',
      displayName: 'Ada Lovelace',
      status: 'INVITED',
      roles: ['GLOBAL_ADMIN'],
      invitedAt: '2026-03-05T09:30:00.000Z',
      invitationSentAt: null,
      firstSignedInAt: null,
      organization: { id: organization.id },
    });
  });

  it('records the invitation and publishes both, in the same transaction', async () => {
    const { organization, firstAdmin } = await registered(partner());
    const activity = await identity.sql(
      'SELECT user_id, kind, actor, at, request_id FROM identity.user_activity WHERE organization_id = $1',
      [organization.id],
    );
    expect(activity).toEqual([
      {
        user_id: firstAdmin.id,
        kind: 'INVITED',
        actor: 'operator:operations',
        at: identity.clock.now(),
        request_id: expect.any(String),
      },
    ]);
    const jobs = await identity.sql<{ key: string }>(
      'SELECT key FROM identity_worker.jobs WHERE key LIKE $1 OR key LIKE $2 ORDER BY key',
      [`%${organization.id}`, `%${firstAdmin.id}`],
    );
    expect(jobs.map(({ key }) => key)).toEqual([
      `association:identity.organization.changed.v1:${organization.id}`,
      `association:identity.user.changed.v1:${firstAdmin.id}`,
      `credits:identity.organization.changed.v1:${organization.id}`,
      `credits:identity.user.changed.v1:${firstAdmin.id}`,
    ]);
  });

  it('counts deactivation as leaving by default', async () => {
    const answers = [await registered(partner()), await registered(partner({ leaverPolicy: null }))];
    expect(answers.map(({ organization }) => organization)).toMatchObject([
      { leaverPolicy: 'ON_DEACTIVATE' },
      { leaverPolicy: 'ON_DEACTIVATE' },
    ]);
  });

  it('rejects a registered tenant or PartnerID', async () => {
    const first = partner();
    await registered(first);
    for (const taken of [
      { tenantId: first.tenantId },
      { tenantId: first.tenantId.toUpperCase() },
      { partnerId: first.partnerId },
    ]) {
      expect((await registered(partner(taken))).__typename).toBe('OrganizationExistsError');
    }
  });

  it('creates one organization by twenty concurrent registrations', async () => {
    const input = partner();
    const kinds = await Promise.all(Array.from({ length: 20 }, async () => (await registered(input)).__typename));
    expect(kinds.filter((kind) => kind === 'RegisterOrganizationSuccess')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'OrganizationExistsError')).toHaveLength(19);
  });

  it.each([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(201) }],
    ['partnerId', { partnerId: 'no id' }],
    ['tenantId', { tenantId: 'contoso.example' }],
    ['tenantId', { tenantId: PLATFORM_TENANT.toUpperCase() }],
    ['tenantId', { tenantId: '9188040d-6c67-4c5b-b112-36a304b66dad' }],
    ['tenantId', { tenantId: '9188040D-6C67-4C5B-B112-36A304B66DAD' }],
    ['firstAdmin.email', { firstAdmin: { email: 'ada', displayName: 'Ada' } }],
    ['firstAdmin.displayName', { firstAdmin: { email: 'ada@contoso.example', displayName: '\u202e' } }],
  ])('rejects an invalid %s, and stores nothing', async (field, changes) => {
    const before = await numberOf('organization');
    const rejection = await registered(partner(changes));
    expect(rejection).toMatchObject({ __typename: 'InvalidUserInputError', field });
    expect(await numberOf('organization')).toBe(before);
  });

  it('answers a repetition under the same key identically, and rejects other input under it', async () => {
    const input = partner({ idempotencyKey: 'register contoso' });
    const first = await registered(input);
    expect(await registered(input)).toEqual(first);
    expect(errorCode(await register({ ...input, name: 'Fabrikam' }))).toBe('IDEMPOTENCY_KEY_REUSED');
    const inParallel = partner({ idempotencyKey: 'all at once' });
    const ids = await Promise.all(
      Array.from({ length: 10 }, async () => (await registered(inParallel)).organization.id),
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('requires an operator with organizations:write', async () => {
    const { organizationId, admin } = await identity.register();
    const rejected = [
      admin,
      person(randomUUID(), organizationId),
      machine(organizationId, 'organizations:write', 'users:write'),
      operator('users:write', 'achievements:write'),
      { kind: 'unknown-account' } as const,
    ];
    for (const caller of rejected) expect(errorCode(await register(partner(), caller))).toBe('FORBIDDEN');
    expect(errorCode(await register(partner(), { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
    expect(errorCode(await register(partner(), { kind: 'gateway' }))).toBe('UNAUTHENTICATED');
  });
});
