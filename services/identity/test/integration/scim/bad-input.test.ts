import { type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type Directory, directory, issueToken, patchOf } from '../../support/scim.js';

describe('bad SCIM input', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  let scim: Directory;
  let path: string;
  beforeAll(async () => {
    identity = await testIdentity();
    contoso = await identity.register();
    scim = directory(identity, (await issueToken(identity, contoso)).secret);
    path = `/Users/${(await scim('POST', '/Users', { userName: 'grace@contoso.example' })).body.id}`;
  });
  afterAll(() => identity.stop());

  const rejection = async (method: string, target: string, body: unknown, headers?: object) => {
    const answer = await scim(method, target, body, headers);
    expect(answer.headers.get('content-type')).toMatch(/^application\/scim\+json/);
    expect(answer.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(answer.status),
      detail: expect.any(String),
    });
    return [answer.status, answer.body.scimType];
  };

  it.each([
    ['{', 'invalidSyntax'],
    ['', 'invalidSyntax'],
    ['[]', 'invalidSyntax'],
    ['null', 'invalidSyntax'],
    ['"text"', 'invalidSyntax'],
    ['['.repeat(100_000), 'invalidSyntax'],
    [`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'invalidSyntax'],
    ['{"userName":"a\\u0000@contoso.example"}', 'invalidValue'],
    ['{"userName":"x@contoso.example","title":"\\ud800"}', 'invalidValue'],
    ['{"userName":"x@contoso.example","\\u0000":1}', 'invalidValue'],
    ['{}', 'invalidValue'],
    ['{"userName":""}', 'invalidValue'],
    ['{"userName":7}', 'invalidValue'],
    ['{"userName":{"value":"x@contoso.example"}}', 'invalidValue'],
    ['{"userName":["a@contoso.example","b@contoso.example"]}', 'invalidValue'],
    ['{"userName":"no address"}', 'invalidValue'],
    ['{"userName":"two\\nlines@contoso.example"}', 'invalidValue'],
    ['{"userName":"x@contoso.example","active":"perhaps"}', 'invalidValue'],
    ['{"userName":"x@contoso.example","active":1}', 'invalidValue'],
    ['{"userName":"x@contoso.example","displayName":{}}', 'invalidValue'],
    [`{"userName":"x@contoso.example","externalId":"${'x'.repeat(256)}"}`, 'invalidValue'],
  ])('rejects %.60s', async (body, scimType) => {
    expect(await rejection('POST', '/Users', body)).toEqual([400, scimType]);
    if (scimType === 'invalidSyntax') expect(await rejection('PUT', path, body)).toEqual([400, scimType]);
  });

  it.each([
    [{}, 'invalidSyntax'],
    [{ Operations: [] }, 'invalidSyntax'],
    [{ Operations: {} }, 'invalidSyntax'],
    [{ Operations: [null] }, 'invalidSyntax'],
    [{ Operations: ['replace'] }, 'invalidSyntax'],
    [patchOf({ op: 'move', path: 'active' }), 'invalidSyntax'],
    [patchOf({ path: 'active', value: true }), 'invalidSyntax'],
    [{ Operations: Array(101).fill({ op: 'add', path: 'active', value: true }) }, 'invalidSyntax'],
    [patchOf({ op: 'remove' }), 'noTarget'],
    [patchOf({ op: 'replace', value: 'text' }), 'invalidValue'],
    [patchOf({ op: 'replace', path: 7, value: 'text' }), 'invalidPath'],
    [patchOf({ op: 'replace', path: 'emails[type eq', value: 'x' }), 'invalidPath'],
    [patchOf({ op: 'replace', path: 'a.b.c.d', value: 'x' }), 'invalidPath'],
    [patchOf({ op: 'replace', path: `emails["${'\n'.repeat(60)}].value`, value: 'x' }), 'invalidFilter'],
    [patchOf({ op: 'replace', path: 'active', value: 'perhaps' }), 'invalidValue'],
    [patchOf({ op: 'replace', path: 'displayName', value: 7 }), 'invalidValue'],
    [patchOf({ op: 'remove', path: 'userName' }), 'mutability'],
  ])('rejects PATCH %j', async (body, scimType) => {
    expect(await rejection('PATCH', path, body)).toEqual([400, scimType]);
  });

  it('changes nothing when one of several operations is invalid', async () => {
    const before = (await scim('GET', path)).body;
    const body = patchOf(
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'displayName', value: { a: 1 } },
    );
    expect(await rejection('PATCH', path, body)).toEqual([400, 'invalidValue']);
    expect((await scim('GET', path)).body).toEqual(before);
  });

  it('cannot reach a prototype', async () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'name.__proto__',
      '__proto__.polluted',
      'constructor.prototype',
    ]) {
      const value = `{"polluted":"yes","${name}":{"polluted":"yes"}}`;
      for (const body of [
        `{"Operations":[{"op":"add","path":"${name}","value":"yes"}]}`,
        `{"Operations":[{"op":"add","value":${value}}]}`,
        `{"Operations":[{"op":"remove","path":"${name}"}]}`,
      ])
        expect([200, 400]).toContain((await scim('PATCH', path, body)).status);
      expect(
        (await scim('PUT', path, `{"userName":"grace@contoso.example","__proto__":{"active":false}}`)).body.active,
      ).toBe(true);
    }
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(Object.prototype.toString.call([])).toBe('[object Array]');
  });

  it('with unordered combining marks, which take minutes to normalize, gets a response in time', async () => {
    const marks = `a${'\u0301\u0323'.repeat(60_000)}`;
    const { status, body } = await scim('POST', '/Users', { userName: 'marks@contoso.example', displayName: marks });
    expect([status, body.displayName.length]).toEqual([201, 200]);
    for (const said of [{ userName: marks }, { userName: 'm@contoso.example', externalId: marks }])
      expect(await rejection('POST', '/Users', said)).toEqual([400, 'invalidValue']);
  });

  it('with endless line breaks or brackets, which take hours to match, gets a response in time', async () => {
    const { id } = (await scim('POST', '/Groups', { displayName: 'Sellers' })).body;
    for (const op of ['add', 'remove'])
      for (const selector of [`value eq "${'\n'.repeat(60)}`, '('.repeat(9_000), `"${'\n'.repeat(60)}" eq value`]) {
        const selecting = patchOf({ op, path: `members[${selector}]`, value: [] });
        expect(await rejection('PATCH', `/Groups/${id}`, selecting)).toEqual([400, 'invalidFilter']);
      }
    for (const attributes of ['['.repeat(200_000), Array(60_000).fill('a'), ','.repeat(200_000)])
      for (const name of ['attributes', 'excludedAttributes'])
        expect(await rejection('POST', '/.search', { [name]: attributes })).toEqual([400, 'invalidValue']);
    expect((await scim('POST', '/Users/.search', { attributes: ['['.repeat(7_900), 'userName'] })).status).toBe(200);
  });

  it('with a type that is not text makes no address a work address', async () => {
    for (const [number, type] of [7, true, {}, ['home'], { toString: 1 }].entries()) {
      const userName = `type${number}@contoso.example`;
      const value = `private${number}@home.example`;
      const said = { userName, emails: [{ type, value }], addresses: [{ type, country: 'FR' }] };
      const { status, body } = await scim('POST', '/Users', said);
      expect([type, status, body.emails[0].value, body.addresses]).toEqual([type, 201, userName, undefined]);
      const { status: none } = await scim('POST', '/Users', { ...said, userName: `type ${number}` });
      expect([type, none]).toEqual([type, 400]);
    }
  });

  it('is limited in size, and must be JSON', async () => {
    const large = JSON.stringify({ userName: 'x@contoso.example', title: 'x'.repeat(256 * 1024) });
    expect(await rejection('POST', '/Users', large)).toEqual([413, undefined]);
    expect(await rejection('POST', '/Users', '<user/>', { 'content-type': 'application/xml' })).toEqual([
      415,
      undefined,
    ]);
    const json = { 'content-type': 'application/json' };
    expect((await scim('POST', '/Users', { userName: 'json@contoso.example' }, json)).status).toBe(201);
  });

  it('reveals nothing about internal errors', async () => {
    await identity.sql('ALTER TABLE identity.directory_entry RENAME TO elsewhere');
    const answer = await scim('GET', '/Users');
    await identity.sql('ALTER TABLE identity.elsewhere RENAME TO directory_entry');
    expect(answer.status).toBe(500);
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(JSON.stringify(answer.body)).not.toMatch(/directory_entry|relation|identity/);
    expect((await scim('GET', '/Users')).status).toBe(200);
  });
});
