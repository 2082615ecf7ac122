import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { statementsDuring } from '../../support/statements.js';

const USER = 'query ($id: ID!) { user(id: $id) { id status deactivatedAt deletedAt restorableUntil leavesReportAt } }';

describe('user', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
  });
  afterAll(() => identity.stop());

  const user = async (id: string, caller: Caller = contoso.admin) =>
    expectNoErrors(await (await identity.as(caller)).execute<{ user: unknown }>(USER, { id })).user;

  it('shows the drop date of a leaver, and the end of the restoration period', async () => {
    const id = await identity.invite(contoso.organizationId);
    await identity.sql(
      'UPDATE identity.user_account SET deactivated_at = $2, deleted_at = $3, leaving_since = $2 WHERE id = $1',
      [id, '2026-01-31T23:59:59.999Z', '2026-02-03T00:00:00.000Z'],
    );
    expect(await user(id)).toEqual({
      id,
      status: 'DELETED',
      deactivatedAt: '2026-01-31T23:59:59.999Z',
      deletedAt: '2026-02-03T00:00:00.000Z',
      restorableUntil: '2026-03-05T00:00:00.000Z',
      leavesReportAt: '2026-02-10T00:00:00.000Z',
    });
  });

  it('is found whatever the case of the id', async () => {
    const id = await identity.invite(contoso.organizationId);
    expect(await user(id.toUpperCase())).toMatchObject({ id });
  });

  it('is null when absent, malformed or not visible, without a difference', async () => {
    const foreign = await identity.invite((await identity.register({ name: 'Fabrikam' })).organizationId);
    const colleague = await identity.invite(contoso.organizationId);
    for (const id of [foreign, randomUUID(), '', '1', 'ü'.repeat(5000)]) expect(await user(id)).toBeNull();
    const here = contoso.organizationId;
    for (const caller of [person(randomUUID(), here, ['REPORT_VIEWER']), person(randomUUID(), here)]) {
      expect(await user(colleague, caller)).toBeNull();
    }
    for (const permission of ['users:write', 'reports:read', 'exports:run'] as const) {
      expect(await user(colleague, machine(here, permission))).toBeNull();
    }
  });

  it('is found among many, in the order of the ids, in one statement; null for an absent one', async () => {
    const [one, two] = [await identity.invite(contoso.organizationId), await identity.invite(contoso.organizationId)];
    const foreign = await identity.invite((await identity.register({ name: 'Fabrikam' })).organizationId);
    const many = async (ids: string[], caller: Caller = contoso.admin) =>
      (await identity.as(caller)).execute<{ users: ({ id: string } | null)[] }>(
        'query ($ids: [ID!]!) { users(ids: $ids) { id } }',
        { ids },
      );
    const ids = [two, foreign, one.toUpperCase(), 'no id', two, randomUUID()];
    const statements = await statementsDuring(async () => {
      const { users } = expectNoErrors(await many(ids));
      expect(users.map((user) => user?.id ?? null)).toEqual([two, null, one, null, two, null]);
    });
    expect(statements).toEqual(['users-by-id']);
    expect(expectNoErrors(await many([])).users).toEqual([]);
    expect(expectNoErrors(await many(ids, person(one, contoso.organizationId))).users).toEqual([
      ...[null, null, { id: one }, null, null, null],
    ]);
    expect(errorCode(await many(Array.from({ length: 101 }, () => one)))).toBe('BAD_USER_INPUT');
    expect(errorCode(await many([one], { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
  });

  it('requires a token', async () => {
    const answer = await (await identity.as({ kind: 'anonymous' })).execute(USER, { id: contoso.adminId });
    expect(errorCode(answer)).toBe('UNAUTHENTICATED');
    expect(
      errorCode(await (await identity.as({ kind: 'unknown-account' })).execute(USER, { id: contoso.adminId })),
    ).toBe('FORBIDDEN');
  });
});
