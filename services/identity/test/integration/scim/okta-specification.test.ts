import { anAddress, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, USER } from '../../support/scim.js';

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** The requests of the specification test of Okta, and what it checks in the responses. */
describe('Okta’s SCIM 2.0 specification test', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
  });
  afterAll(() => identity.stop());

  it('passes step by step', async () => {
    const [userName, email] = [anAddress('okta'), anAddress('okta')];
    const name = { givenName: 'Alban', familyName: 'Berg' };
    const user = (address: string) => ({
      schemas: [USER],
      userName,
      name,
      emails: [{ primary: true, value: address, type: 'work' }],
      displayName: 'Alban Berg',
      active: true,
    });
    const named = (value: string) => scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${value}"`)}`);
    const json = { 'content-type': 'application/json', accept: 'application/scim+json; charset=utf-8' };

    const first = await scim('GET', '/Users?count=1&startIndex=1');
    expect(first).toMatchObject({
      status: 200,
      body: {
        schemas: [LIST],
        itemsPerPage: expect.any(Number),
        startIndex: expect.any(Number),
        totalResults: expect.any(Number),
      },
    });
    const [known] = first.body.Resources;
    for (const seen of [known, (await scim('GET', `/Users/${known.id}`)).body])
      expect(seen).toMatchObject({
        id: known.id,
        name: { familyName: expect.stringMatching(/./), givenName: expect.stringMatching(/./) },
        userName: expect.stringMatching(/./),
        active: true,
        emails: [{ value: expect.stringMatching(/./) }],
      });
    for (const absent of [anAddress('invalid'), userName])
      expect(await named(absent)).toMatchObject({ status: 200, body: { schemas: [LIST], totalResults: 0 } });
    for (const missing of ['010101001010101011001010101011', '00919288221112222'])
      expect(await scim('GET', `/Users/${missing}`)).toMatchObject({
        status: 404,
        body: { schemas: [ERROR], status: '404', detail: expect.stringMatching(/./) },
      });

    const created = await scim('POST', '/Users', user(email), json);
    expect(created).toMatchObject({ status: 201, body: { active: true, name, schemas: [USER], userName } });
    expect(await scim('GET', `/Users/${created.body.id}`)).toMatchObject({ status: 200, body: { userName, name } });
    expect((await scim('POST', '/Users', user(userName), json)).status).toBe(409);
    expect((await named(userName.toUpperCase())).body.totalResults).toBe(1);
    expect((await scim('GET', '/Groups')).status).toBe(200);
    const unauthenticated = await directory(identity, 'non-token')('GET', '/Users');
    expect(unauthenticated).toMatchObject({
      status: 401,
      body: { schemas: [ERROR], status: '401', detail: expect.stringMatching(/./) },
    });
  });
});
