import { errorCode } from '@app/test-kit/graphql-client';
import fc from 'fast-check';
import { operator, type Registered, type TestIdentity, testIdentity } from '../support/identity.js';

const REGISTER = `mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { __typename } }`;
const INVITE = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { __typename } }`;
const RESEND = `mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { __typename } }`;
const ROLES = `mutation ($input: ChangeUserRolesInput!) { changeUserRoles(input: $input) { __typename } }`;
const DELETE = `mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { __typename } }`;
const RESTORE = `mutation ($input: RestoreUserInput!) { restoreUser(input: $input) { __typename } }`;
const UPDATE = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { __typename } }`;
const READ = `query ($id: ID!, $first: Int!, $after: String, $search: String) {
  user(id: $id) { id } organization(id: $id) { id users(first: $first, after: $after, filter: { search: $search }) { totalCount } }
  organizations(first: $first, after: $after, search: $search) { totalCount } }`;

/** Text that is neither a name nor an address nor an id. */
const IMPOSSIBLE = [
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '',
  ' ',
  '\u202e\u0000',
  '\u0001\u0002',
  '%_\\',
  '\u{1d54f}'.repeat(3000),
  'x'.repeat(200_000),
];
/** Possible names that are neither an address nor an id. */
const STRANGE = ["'; DROP TABLE identity.organization; --", '__proto__', '../../etc/passwd', '🙂@🙂.🙂 1'];

describe('bad input', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
  });
  afterAll(() => identity.stop());

  // Two random requests may use the same idempotency key.
  const rejections = ['BAD_USER_INPUT', 'FORBIDDEN', 'GRAPHQL_VALIDATION_FAILED', 'IDEMPOTENCY_KEY_REUSED'];
  const everything = () =>
    identity.sql(`SELECT (SELECT json_agg(o ORDER BY id) FROM identity.organization o) AS organizations,
      (SELECT json_agg(u ORDER BY id) FROM identity.user_account u) AS users,
      (SELECT count(*) FROM identity.user_activity) AS activity,
      (SELECT count(*) FROM identity.idempotency_key) AS keys,
      (SELECT count(*) FROM identity_worker.jobs) AS jobs`);

  async function send(query: string, variables: unknown, caller = contoso.admin) {
    const answer = await (await identity.as(caller)).execute(query, variables as Record<string, unknown>);
    const code = errorCode(answer);
    if (answer.errors !== undefined) expect([code, rejections.includes(String(code))]).toEqual([code, true]);
    return answer;
  }

  it('is rejected with an error code or an error type, and stores nothing', async () => {
    const before = await everything();
    const good = { name: 'N', partnerId: '1', tenantId: '0a1b2c3d-0000-4000-8000-00000000abcd' };
    const firstAdmin = { email: 'a@b.example', displayName: 'A' };
    const invitation = { organizationId: contoso.organizationId, email: 'x@y.example', displayName: 'X' };
    const [operations, userData] = [operator('organizations:write', 'users:read'), operator('users:write')];
    for (const text of [...IMPOSSIBLE, ...STRANGE]) {
      await send(READ, { id: text, first: 1, after: text, search: text }, operations);
      await send(RESEND, { input: { userId: text } });
      await send(RESEND, { input: { userId: contoso.adminId, correctedEmail: text } });
      await send(ROLES, { input: { userId: text, roles: [] } });
      await send(ROLES, { input: { userId: contoso.adminId, roles: [text] } });
      await send(DELETE, { input: { userId: text } });
      await send(RESTORE, { input: { userId: text } });
      await send(UPDATE, { input: { organizationId: text, name: 'Mine' } });
      await send(UPDATE, { input: { organizationId: contoso.organizationId, leaverPolicy: text } });
      await send(INVITE, { input: { ...invitation, organizationId: text } }, userData);
      await send(INVITE, { input: { ...invitation, email: text } });
      await send(REGISTER, { input: { ...good, firstAdmin, tenantId: text } }, operations);
      await send(REGISTER, { input: { ...good, firstAdmin, partnerId: `${text} ?` } }, operations);
    }
    for (const text of IMPOSSIBLE) {
      await send(INVITE, { input: { ...invitation, displayName: text } });
      await send(UPDATE, { input: { organizationId: contoso.organizationId, name: text } });
      await send(REGISTER, { input: { ...good, firstAdmin, name: text } }, operations);
    }
    expect(await everything()).toEqual(before);
  });

  it('of the wrong shape is BAD_USER_INPUT with status 400', async () => {
    const shapes = [null, undefined, 'text', 1, [], {}, { input: null }, { input: [] }, { input: { email: {} } }];
    for (const variables of shapes) {
      const answer = await (await identity.as(contoso.admin)).execute(INVITE, variables as never);
      expect([answer.status, errorCode(answer)]).toEqual([400, expect.stringMatching(/^BAD_(USER_INPUT|REQUEST)$/)]);
    }
    const roles = { organizationId: contoso.organizationId, email: 'x@y.example', displayName: 'X', roles: ['KING'] };
    const answer = await (await identity.as(contoso.admin)).execute(INVITE, { input: roles });
    expect([answer.status, errorCode(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('never causes an internal error', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...IMPOSSIBLE, ...STRANGE),
      fc.emailAddress(),
    );
    await fc.assert(
      fc.asyncProperty(text, text, text, async (one, two, three) => {
        await send(INVITE, {
          input: { organizationId: contoso.organizationId, email: one, displayName: two, idempotencyKey: three },
        });
        await send(
          READ,
          { id: one, first: 5, after: two, search: three },
          operator('users:read', 'organizations:write'),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('with unordered combining marks, which take minutes to normalize, is rejected at once', async () => {
    const marks = `a${'\u0301\u0323'.repeat(60_000)}`;
    const invitation = { organizationId: contoso.organizationId, email: 'm@contoso.example', displayName: 'M' };
    for (const wrong of [{ displayName: marks }, { email: marks }]) {
      const answer = await (await identity.as(contoso.admin)).execute(INVITE, { input: { ...invitation, ...wrong } });
      expect(answer.data).toMatchObject({ inviteUser: { __typename: 'InvalidUserInputError' } });
    }
    const operations = await identity.as(operator('users:read', 'organizations:write'));
    const search = await operations.execute(READ, { id: contoso.organizationId, first: 5, search: marks });
    expect(errorCode(search)).toBe('BAD_USER_INPUT');
  });

  it('without the token of the gateway gets 401, also for _service and _entities', async () => {
    for (const query of [
      '{ viewer { id } }',
      '{ _service { sdl } }',
      '{ _entities(representations: []) { __typename } }',
      '{',
    ]) {
      const answer = await fetch(`${identity.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      expect(answer.status).toBe(401);
    }
  });
});
