import { randomUUID } from 'node:crypto';
import {
  anAddress,
  operator,
  person,
  type Registered,
  type TestIdentity,
  testIdentity,
} from '../../support/identity.js';

describe('identifyCaller', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    fabrikam = await identity.register({ name: 'Fabrikam' });
  });
  afterAll(() => identity.stop());

  const ask = async (changes: object) =>
    (
      await identity.callers({
        tenantId: contoso.tenantId,
        objectId: randomUUID(),
        preferredUsername: null,
        machine: false,
        ...changes,
      })
    ).body;
  const activityOf = async (userId: string) =>
    (
      await identity.sql<{ kind: string }>('SELECT kind FROM identity.user_activity WHERE user_id = $1 ORDER BY id', [
        userId,
      ])
    ).map(({ kind }) => kind);

  it('binds an invited person at the first sign-in by address, and knows them by object id afterwards', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email, ['PARTNER_ADMIN']);
    const objectId = randomUUID();
    const known = { caller: 'user', userId, organizationId: contoso.organizationId, roles: ['PARTNER_ADMIN'] };
    expect(await ask({ objectId, preferredUsername: email.toUpperCase() })).toEqual(known);
    expect(await ask({ objectId, preferredUsername: 'renamed@contoso.example' })).toEqual(known);
    expect(await ask({ objectId })).toEqual(known);
    expect(await ask({ objectId: randomUUID(), preferredUsername: email })).toEqual({ caller: 'none' });
  });

  it('finds the organization of a tenant whatever the case of its id', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email);
    expect(await ask({ tenantId: contoso.tenantId.toUpperCase(), preferredUsername: email })).toMatchObject({ userId });
  });

  it('records the first sign-in with its instant, and publishes it', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email);
    await identity.signIn(contoso.tenantId, email);
    await identity.signIn(contoso.tenantId, email);
    expect(await activityOf(userId)).toEqual(['INVITED', 'FIRST_SIGN_IN']);
    const [row] = await identity.sql('SELECT first_signed_in_at, version FROM identity.user_account WHERE id = $1', [
      userId,
    ]);
    expect(row).toEqual({ first_signed_in_at: identity.clock.now(), version: 2 });
    const jobs = await identity.sql<{ payload: { envelope: { data: unknown } } }>(
      `SELECT payload FROM identity_worker._private_jobs WHERE key = 'credits:identity.user.changed.v1:' || $1`,
      [userId],
    );
    expect(jobs.map(({ payload }) => payload.envelope.data)).toMatchObject([
      { id: userId, version: 2, status: 'ACTIVE' },
    ]);
  });

  it('binds once when two first sign-ins are concurrent', async () => {
    for (let round = 0; round < 10; round += 1) {
      const email = anAddress();
      const userId = await identity.invite(contoso.organizationId, email);
      const answers = await Promise.all(Array.from({ length: 8 }, () => identity.signIn(contoso.tenantId, email)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ caller: 'user', userId });
      expect(await activityOf(userId)).toEqual(['INVITED', 'FIRST_SIGN_IN']);
    }
  });

  it('finds one user when one object id accepts two invitations concurrently', async () => {
    for (let round = 0; round < 10; round += 1) {
      const addresses = [anAddress(), anAddress()];
      for (const email of addresses) await identity.invite(contoso.organizationId, email);
      const objectId = randomUUID();
      const answers = await Promise.all(addresses.map((email) => ask({ objectId, preferredUsername: email })));
      expect(answers[0]).toMatchObject({ caller: 'user' });
      expect(answers[1]).toEqual(answers[0]);
    }
  });

  it('finds one person when two object ids use the invited address concurrently', async () => {
    const email = anAddress();
    await identity.invite(contoso.organizationId, email);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask({ objectId: randomUUID(), preferredUsername: email })),
    );
    expect(answers.filter((answer) => (answer as { caller: string }).caller === 'user')).toHaveLength(1);
  });

  it('knows no user at another tenant with the same address, nor at an unknown tenant', async () => {
    const email = anAddress();
    await identity.invite(contoso.organizationId, email);
    for (const tenantId of [fabrikam.tenantId, randomUUID(), 'no tenant', '']) {
      expect(await ask({ tenantId, preferredUsername: email })).toEqual({ caller: 'none' });
    }
  });

  it('knows no user from the moment of deactivation or deletion', async () => {
    for (const left of ['deactivated_at = $2', 'deactivated_at = $2, deleted_at = $2']) {
      const email = anAddress();
      const userId = await identity.invite(contoso.organizationId, email);
      expect(await identity.signIn(contoso.tenantId, email)).toMatchObject({ caller: 'user' });
      await identity.sql(`UPDATE identity.user_account SET ${left} WHERE id = $1`, [userId, identity.clock.now()]);
      expect(await identity.signIn(contoso.tenantId, email)).toEqual({ caller: 'none' });
    }
  });

  it('finds the organization of the tenant for a program', async () => {
    const { tenantId, organizationId } = contoso;
    expect(await ask({ tenantId, machine: true })).toEqual({ caller: 'organization', organizationId });
    expect(await ask({ tenantId: randomUUID(), machine: true })).toEqual({ caller: 'none' });
  });

  it('knows no user for impossible claims', async () => {
    for (const objectId of ['', 'a\u0000', '\ud800', 'x'.repeat(5000)]) {
      expect(await ask({ objectId, preferredUsername: 'ada@contoso.example' })).toEqual({ caller: 'none' });
    }
    for (const preferredUsername of ['', '\u0000', '\ud800', 'x'.repeat(5000), '+49 30 123456', '%@%.%']) {
      expect(await ask({ preferredUsername })).toEqual({ caller: 'none' });
    }
  });

  it('knows a user by object id although the name is no longer an address', async () => {
    const email = anAddress();
    const userId = await identity.invite(contoso.organizationId, email);
    await identity.signIn(contoso.tenantId, email);
    expect(await ask({ objectId: `oid of ${email}`, preferredUsername: '\ud800' })).toMatchObject({ userId });
  });

  it.each([
    ['nothing', null],
    ['no object id', { tenantId: 't', preferredUsername: null, machine: false }],
    ['something else', { tenantId: 1, objectId: {}, preferredUsername: [], machine: 'yes' }],
  ])('rejects %s with 400', async (_what, body) => {
    expect((await identity.callers(body)).status).toBe(400);
  });

  it('answers the gateway only', async () => {
    const body = { tenantId: contoso.tenantId, objectId: 'x', preferredUsername: null, machine: true };
    const others = [
      contoso.admin,
      person(randomUUID(), contoso.organizationId),
      operator('organizations:write'),
      { kind: 'anonymous' } as const,
    ];
    for (const caller of others) expect((await identity.callers(body, caller)).status).toBe(403);
    const unsigned = await fetch(`${identity.url}/callers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(unsigned.status).toBe(401);
  });
});
