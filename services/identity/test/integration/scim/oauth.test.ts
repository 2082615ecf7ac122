import { hash, randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { directory, issueToken } from '../../support/scim.js';

const CLIENT = 'id label createdAt expiresAt lastUsedAt';
const ISSUE = `mutation ($input: IssueScimClientInput!) { result: issueScimClient(input: $input) { __typename
  ... on IssueScimClientSuccess { clientSecret scimClient { ${CLIENT} } } ... on TooManyScimClientsError { message } } }`;
const REVOKE = `mutation ($id: ID!) { result: revokeScimClient(input: { scimClientId: $id }) { __typename } }`;

type Issued = {
  __typename: string;
  clientSecret: string;
  scimClient: { id: string; label: string; expiresAt: string | null; lastUsedAt: string | null };
};
type TokenAnswer = { status: number; headers: Headers; body: Record<string, unknown> };

describe('OAuth clients of a directory', () => {
  let identity: TestIdentity;
  beforeAll(async () => {
    identity = await testIdentity();
  });
  afterAll(() => identity.stop());

  const issue = async (house: Registered, input: object = {}, caller = house.admin) =>
    (await identity.as(caller)).execute<{ result: Issued }>(ISSUE, {
      input: { organizationId: house.organizationId, label: 'Entra ID', ...input },
    });
  const issued = async (house: Registered, input: object = {}) => expectNoErrors(await issue(house, input)).result;
  const revoke = async (house: Registered, id: string) =>
    expectNoErrors(await (await identity.as(house.admin)).execute<{ result: object }>(REVOKE, { id })).result;
  const clientsOf = async ({ admin }: Registered) =>
    expectNoErrors(
      await (await identity.as(admin)).execute<{ callerOrganization: { scimClients: Issued['scimClient'][] } }>(
        `{ callerOrganization { scimClients { ${CLIENT} } } }`,
      ),
    ).callerOrganization.scimClients;

  async function post(body: string, headers: Record<string, string> = {}): Promise<TokenAnswer> {
    const gateway = await identity.keys.bearerFor({ kind: 'gateway' }, 'identity', identity.clock);
    const answer = await fetch(`${identity.url}/scim/v2/token`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${gateway}`,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body,
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  }
  const inBody = (id: string, secret: string, more: Record<string, string> = {}) =>
    post(
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
        ...more,
      }).toString(),
    );
  const basic = (id: string, secret: string) => ({
    'x-client-authorization': `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
  });
  const list = async (token: unknown) => (await directory(identity, String(token))('GET', '/Users')).status;

  it('get an access token of one hour, with credentials in the body or in the header', async () => {
    const house = await identity.register();
    const { scimClient, clientSecret } = await issued(house);
    for (const answer of [
      await inBody(scimClient.id, clientSecret, { scope: 'anything' }),
      await post('grant_type=client_credentials', basic(scimClient.id, clientSecret)),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.body).toEqual({
        access_token: expect.stringMatching(/^scimat_[\w-]+$/),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'scim',
      });
      expect(await list(answer.body.access_token)).toBe(200);
    }
  });

  it('are rejected with an expired or modified access token, and with the secret in its place', async () => {
    const house = await identity.register();
    const { scimClient, clientSecret } = await issued(house);
    const token = String((await inBody(scimClient.id, clientSecret)).body.access_token);
    const [head, id, expiry, mac] = token.split('_');
    const later = (Number.parseInt(String(expiry), 16) + 1).toString(16);
    for (const forged of [
      `${token}x`,
      token.slice(0, -1),
      [head, id, later, mac].join('_'),
      [head, randomUUID().replaceAll('-', ''), expiry, mac].join('_'),
      clientSecret,
      scimClient.id,
    ])
      expect([forged, await list(forged)]).toEqual([forged, 401]);
    const start = identity.clock.now();
    identity.clock.advance({ milliseconds: 3_599_000 - (start.getTime() % 1000) });
    expect(await list(token)).toBe(200);
    identity.clock.advance({ milliseconds: 1_000 });
    expect(await list(token)).toBe(401);
    const rejected = await directory(identity, token)('GET', '/Users');
    expect(rejected.headers.get('www-authenticate')).toBe('Bearer realm="scim", error="invalid_token"');
  });

  it('have the access of a static token, for their own organization only', async () => {
    const [here, there] = [await identity.register(), await identity.register()];
    const { scimClient, clientSecret } = await issued(here);
    const scim = directory(identity, String((await inBody(scimClient.id, clientSecret)).body.access_token));
    const account = { userName: `${randomUUID()}@contoso.example`, externalId: randomUUID(), displayName: 'Grace' };
    const { id } = (await scim('POST', '/Users', account)).body;
    const foreign = directory(identity, (await issueToken(identity, there)).secret);
    expect((await foreign('GET', `/Users/${id}`)).status).toBe(404);
    const [activity] = await identity.sql('SELECT actor FROM identity.user_activity WHERE user_id = $1', [id]);
    expect(activity).toEqual({ actor: `scim:${scimClient.id}` });
  });

  it('end at once, with their access tokens, when revoked or expired', async () => {
    const house = await identity.register();
    const expiresAt = new Date(identity.clock.now().getTime() + 60_000).toISOString();
    const [revoked, expiring] = [await issued(house), await issued(house, { label: 'second', expiresAt })];
    const tokens: unknown[] = [];
    for (const { scimClient, clientSecret } of [revoked, expiring])
      tokens.push((await inBody(scimClient.id, clientSecret)).body.access_token);
    expect([await list(tokens[0]), await list(tokens[1])]).toEqual([200, 200]);
    expect(await revoke(house, revoked.scimClient.id)).toEqual({ __typename: 'RevokeScimClientSuccess' });
    expect([await list(tokens[0]), await list(tokens[1])]).toEqual([401, 200]);
    expect((await inBody(revoked.scimClient.id, revoked.clientSecret)).body.error).toBe('invalid_client');
    identity.clock.advance({ milliseconds: 60_000 });
    expect(await list(tokens[1])).toBe(401);
    expect((await inBody(expiring.scimClient.id, expiring.clientSecret)).status).toBe(401);
    expect(await clientsOf(house)).toEqual([]);
    expect(await revoke(house, revoked.scimClient.id)).toEqual({ __typename: 'RevokeScimClientSuccess' });
  });

  it('get the errors of OAuth for a wrong client, secret, grant or form, and one error for every wrong client', async () => {
    const house = await identity.register();
    const { scimClient, clientSecret } = await issued(house);
    const bad: [status: number, error: string, answer: Promise<TokenAnswer>][] = [
      [401, 'invalid_client', inBody(scimClient.id, 'wrong')],
      [401, 'invalid_client', inBody(randomUUID(), clientSecret)],
      [401, 'invalid_client', inBody("' OR 1=1", clientSecret)],
      [401, 'invalid_client', inBody(scimClient.id, '')],
      [401, 'invalid_client', post('grant_type=client_credentials')],
      [401, 'invalid_client', post('grant_type=client_credentials', basic(scimClient.id, `${clientSecret}x`))],
      [401, 'invalid_client', post('grant_type=client_credentials', { 'x-client-authorization': 'Basic %%%' })],
      [
        401,
        'invalid_client',
        post('grant_type=client_credentials', { 'x-client-authorization': `Bearer ${clientSecret}` }),
      ],
      [400, 'unsupported_grant_type', inBody(scimClient.id, clientSecret, { grant_type: 'password' })],
      [400, 'invalid_request', post(`client_id=${scimClient.id}&client_secret=${clientSecret}`)],
      [400, 'invalid_request', post('grant_type=client_credentials&grant_type=client_credentials')],
      [400, 'invalid_request', post('{}', { 'content-type': 'application/json' })],
      [
        400,
        'invalid_request',
        post(`grant_type=client_credentials&client_secret=${clientSecret}`, basic(scimClient.id, clientSecret)),
      ],
      [413, 'invalid_request', post(`grant_type=${'x'.repeat(10_000)}`)],
    ];
    const descriptions = new Set<unknown>();
    for (const [index, [status, error, answering]] of bad.entries()) {
      const answer = await answering;
      expect([index, answer.status, answer.body.error]).toEqual([index, status, error]);
      expect(JSON.stringify(answer.body)).not.toContain(clientSecret);
      if (error === 'invalid_client') descriptions.add(answer.body.error_description);
    }
    expect(descriptions.size).toBe(1);
    const challenged = await post('grant_type=client_credentials', basic(scimClient.id, 'wrong'));
    expect(challenged.headers.get('www-authenticate')).toBe('Basic realm="scim"');
  });

  it('are limited after 20 failures or 60 tokens in a minute; failures never lock out the right secret', async () => {
    const house = await identity.register();
    const { scimClient, clientSecret } = await issued(house);
    identity.clock.advance({ milliseconds: 60_000 });
    const statuses: number[] = [];
    for (let count = 0; count < 22; count += 1) statuses.push((await inBody(scimClient.id, 'wrong')).status);
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429]);
    const tokens = await Promise.all(Array.from({ length: 61 }, () => inBody(scimClient.id, clientSecret)));
    expect(tokens.filter(({ status }) => status === 200)).toHaveLength(60);
    const slowed = tokens.find(({ status }) => status === 429);
    expect(slowed?.body.error).toBe('temporarily_unavailable');
    expect(Number(slowed?.headers.get('retry-after'))).toBeGreaterThan(0);
    identity.clock.advance({ milliseconds: 60_000 });
    expect((await inBody(scimClient.id, clientSecret)).status).toBe(200);
  });

  it('are issued and revoked by a Global admin, two at a time; the secret is shown once and stored as a hash', async () => {
    const [house, other] = [await identity.register(), await identity.register()];
    const { scimClient, clientSecret } = await issued(house, { label: '  first  ' });
    expect(scimClient).toMatchObject({ label: 'first', expiresAt: null, lastUsedAt: null });
    await issued(house);
    expect((await issued(house)).__typename).toBe('TooManyScimClientsError');
    const [row] = await identity.sql<{ secret_hash: Buffer }>(
      'SELECT secret_hash FROM identity.scim_client WHERE id = $1',
      [scimClient.id],
    );
    expect(row?.secret_hash).toEqual(hash('sha256', clientSecret, 'buffer'));
    await inBody(scimClient.id, clientSecret);
    const [first] = await clientsOf(house);
    expect(first).toMatchObject({ id: scimClient.id, lastUsedAt: identity.clock.now().toISOString() });
    expect(await revoke(other, scimClient.id)).toEqual({ __typename: 'ScimClientNotFoundError' });
    expect(await revoke(house, 'no id')).toEqual({ __typename: 'ScimClientNotFoundError' });
    await revoke(house, scimClient.id);
    expect((await issued(house)).__typename).toBe('IssueScimClientSuccess');
    for (const input of [{ label: ' ' }, { expiresAt: identity.clock.now().toISOString() }])
      expect(errorCode(await issue(house, input))).toBe('BAD_USER_INPUT');
    for (const caller of [
      other.admin,
      person(house.adminId, house.organizationId, ['ACCOUNT_ADMIN']),
      machine(house.organizationId, 'users:write'),
      operator('organizations:write', 'users:write'),
    ])
      expect(errorCode(await issue(house, {}, caller))).toBe('FORBIDDEN');
  });

  it('are advertised beside the static token, and the endpoint serves the gateway only', async () => {
    const house = await identity.register();
    const { scimClient, clientSecret } = await issued(house);
    const token = String((await inBody(scimClient.id, clientSecret)).body.access_token);
    const config = (await directory(identity, token)('GET', '/ServiceProviderConfig')).body;
    expect(config.authenticationSchemes.map(({ type }: { type: string }) => type)).toEqual([
      'oauthbearertoken',
      'oauth2',
    ]);
    const admin = await identity.keys.bearerFor(house.admin, 'identity', identity.clock);
    const direct = await post('grant_type=client_credentials', { authorization: `Bearer ${admin}` });
    expect(direct.status).toBe(403);
  });
});
