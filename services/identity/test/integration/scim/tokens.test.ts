import { randomUUID } from 'node:crypto';
import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, patchOf } from '../../support/scim.js';
import { statementsDuring } from '../../support/statements.js';

describe('SCIM endpoint', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let fabrikam: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
    [contoso, fabrikam] = [await identity.register(), await identity.register({ name: 'Fabrikam' })];
  });
  afterAll(() => identity.stop());

  const raw = async (headers: Record<string, string>, path = '/Users') =>
    fetch(`${identity.url}/scim/v2${path}`, { headers });
  const gateway = async () => ({
    authorization: `Bearer ${await identity.keys.bearerFor({ kind: 'gateway' }, 'identity', identity.clock)}`,
  });

  it('requires a valid bearer token; otherwise 401 with WWW-Authenticate', async () => {
    const { secret } = await issueToken(identity, contoso, {
      expiresAt: new Date(identity.clock.now().getTime() + 1000).toISOString(),
    });
    expect((await directory(identity, secret)('GET', '/Users')).status).toBe(200);
    for (const wrong of [
      '',
      'scim_',
      `${secret}x`,
      secret.slice(0, -1),
      secret.toUpperCase(),
      'x'.repeat(5000),
      "' OR 1=1",
    ]) {
      const answer = await directory(identity, wrong)('GET', '/Users');
      expect([wrong.slice(0, 60), answer.status]).toEqual([wrong.slice(0, 60), 401]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="scim"/);
      expect(answer.headers.get('content-type')).toMatch(/^application\/scim\+json/);
      expect(answer.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '401' });
    }
    expect((await raw(await gateway())).status).toBe(401);
    expect((await raw({ ...(await gateway()), 'x-client-authorization': `Basic ${secret}` })).status).toBe(401);
    for (const path of ['/ServiceProviderConfig', '/Schemas', '/nothing'])
      expect((await raw(await gateway(), path)).status).toBe(401);
    identity.clock.advance({ milliseconds: 1000 });
    expect((await directory(identity, secret)('GET', '/Users')).status).toBe(401);
  });

  it('accepts requests of the gateway only', async () => {
    const { secret } = await issueToken(identity, contoso);
    expect((await raw({ authorization: `Bearer ${secret}` })).status).toBe(401);
    const person = await identity.keys.bearerFor(contoso.admin, 'identity', identity.clock);
    const headers = { authorization: `Bearer ${person}`, 'x-client-authorization': `Bearer ${secret}` };
    expect((await raw(headers)).status).toBe(403);
  });

  it('accepts both tokens while one replaces the other', async () => {
    const house = await identity.register();
    const [old, next] = [await issueToken(identity, house), await issueToken(identity, house)];
    for (const { secret } of [old, next, old])
      expect((await directory(identity, secret)('GET', '/Users')).status).toBe(200);
    const revoke = 'mutation ($id: ID!) { revokeScimToken(input: { scimTokenId: $id }) { __typename } }';
    await (await identity.as(house.admin)).execute(revoke, { id: old.scimToken.id });
    expect((await directory(identity, old.secret)('GET', '/Users')).status).toBe(401);
    expect((await directory(identity, next.secret)('GET', '/Users')).status).toBe(200);
  });

  it('records when a token was last used, at most once a minute', async () => {
    const house = await identity.register();
    const { secret, scimToken } = await issueToken(identity, house);
    const used = async () =>
      (
        await identity.sql<{ at: Date | null }>('SELECT last_used_at AS at FROM identity.scim_token WHERE id = $1', [
          scimToken.id,
        ])
      )[0]?.at;
    expect(await used()).toBeNull();
    const first = identity.clock.now();
    await directory(identity, secret)('GET', '/Users');
    identity.clock.advance({ milliseconds: 60_000 });
    await directory(identity, secret)('GET', '/Users');
    expect(await used()).toEqual(first);
    identity.clock.advance({ milliseconds: 1 });
    await directory(identity, secret)('GET', '/Users');
    expect(await used()).toEqual(identity.clock.now());
  });

  it('neither shows nor changes users of another organization', async () => {
    const here: Directory = directory(identity, (await issueToken(identity, await identity.register())).secret);
    const there = directory(identity, (await issueToken(identity, fabrikam)).secret);
    const person = { userName: anAddress(), externalId: randomUUID(), displayName: 'Grace Hopper' };
    const { id } = (await there('POST', '/Users', person)).body;
    const disable = patchOf({ op: 'replace', path: 'active', value: false });
    for (const target of [id, fabrikam.adminId, randomUUID(), 'no id'])
      for (const [method, body] of [['GET'], ['PUT', person], ['PATCH', disable], ['DELETE']] as const) {
        const answer = await here(method, `/Users/${target}`, body);
        expect([method, answer.status, answer.body]).toEqual([
          method,
          404,
          {
            schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
            status: '404',
            detail: 'There is no such resource.',
          },
        ]);
      }
    for (const filter of [
      `userName eq "${person.userName}"`,
      `externalId eq "${person.externalId}"`,
      `id eq "${id}"`,
    ]) {
      const found = await here('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      expect(found.body.totalResults).toBe(0);
    }
    const twin = await here('POST', '/Users', person); // the same name and object id in another organization is another person
    expect(twin.status).toBe(201);
    expect(twin.body.id).not.toBe(id);
    expect((await there('GET', `/Users/${id}`)).body).toMatchObject({ id, active: true });
  });

  it('sends three named statements to the database for a list', async () => {
    const { secret } = await issueToken(identity, await identity.register());
    const scim = directory(identity, secret);
    await scim('GET', '/Users');
    const filter = encodeURIComponent('userName eq "x@contoso.example" and active eq true');
    const names = await statementsDuring(() => scim('GET', `/Users?filter=${filter}`));
    expect(names.sort()).toEqual([
      'directory-users:userName:active',
      'number-of-directory-users:userName:active',
      'scim-token-by-secret',
    ]);
  });
});
