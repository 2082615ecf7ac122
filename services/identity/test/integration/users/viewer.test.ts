import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { anAddress, machine, operator, person, type TestIdentity, testIdentity } from '../../support/identity.js';

describe('viewer', () => {
  let identity: TestIdentity;
  beforeAll(async () => {
    identity = await testIdentity();
  });
  afterAll(() => identity.stop());

  it('is the signed-in user, with all fields', async () => {
    const { organizationId, tenantId } = await identity.register({ name: 'Contoso' });
    const email = anAddress('grace');
    const userId = await identity.invite(organizationId, email, ['REPORT_VIEWER']);
    await identity.signIn(tenantId, email);
    const grace = await identity.as(person(userId, organizationId, ['REPORT_VIEWER']));
    const query = `{ viewer { id email displayName status roles invitedAt invitationSentAt firstSignedInAt deactivatedAt
      deletedAt restorableUntil leavesReportAt organization { id name } } }`;
    expect(expectNoErrors(await grace.execute(query))).toEqual({
      viewer: {
        id: userId,
        email,
        displayName: 'grace',
        status: 'ACTIVE',
        roles: ['REPORT_VIEWER'],
        invitedAt: '2026-03-05T09:30:00.000Z',
        invitationSentAt: null,
        firstSignedInAt: '2026-03-05T09:30:00.000Z',
        deactivatedAt: null,
        deletedAt: null,
        restorableUntil: null,
        leavesReportAt: null,
        organization: { id: organizationId, name: 'Contoso' },
      },
    });
  });

  it('is null, without an error, for callers who are not users', async () => {
    const { organizationId } = await identity.register();
    const others = [
      { kind: 'anonymous' } as const,
      { kind: 'unknown-account' } as const,
      machine(organizationId, 'users:read'),
      operator('users:read', 'organizations:write'),
      person(randomUUID(), organizationId, ['GLOBAL_ADMIN']),
    ];
    for (const caller of others) {
      expect(expectNoErrors(await (await identity.as(caller)).execute('{ viewer { id } }'))).toEqual({ viewer: null });
    }
  });
});
