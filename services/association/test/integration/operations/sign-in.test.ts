import { openInBrowser, submitSignInForm } from '@app/sign-in-provider/browser';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  aPerson,
  flowAt,
  problemAt,
  type Result,
  type TestAssociation,
  testAssociation,
} from '../../support/association.js';
import { PENDING } from '../../support/operations.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

const stateOf = async (begun: Result) =>
  (
    await service.sql<{ status: string; sealed_secrets: string | null }>(
      'SELECT status, sealed_secrets FROM association.flow WHERE id = $1',
      [begun.flowId],
    )
  )[0];
const problemOf = async (person: ReturnType<typeof aPerson>, flowId: unknown, completionCode = 'x') =>
  (await service.ask(person, PENDING, { flowId, completionCode })).data?.pendingAssociation?.problem;
const reasons = (userId: string) =>
  service.sql<{ reason: string }>("SELECT reason FROM association.activity WHERE user_id = $1 AND kind = 'REFUSED'", [
    userId,
  ]);
const withoutRedirect = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url, { redirect: 'manual', headers, method });
const cookieOf = (response: Response) => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

describe('the address of a flow', () => {
  test('sends the browser on with everything that makes the sign-in its own', async () => {
    const begun = await service.begin(aPerson());
    const answer = await withoutRedirect(String(begun.signInUrl));
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.get('location') ?? '');
    expect(to.href.startsWith(service.provider.issuers.learn)).toBe(true);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', prompt: 'login select_account', max_age: '0' },
      ...{ redirect_uri: `${service.edgeUrl}/associate/callback`, scope: expect.stringContaining('openid') },
      ...{ state: expect.stringMatching(/^.{43}$/), nonce: expect.stringMatching(/^.{43}$/) },
    });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^associate=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/),
    ]);
    for (const [name, value] of [
      ['cache-control', 'no-store'],
      ['referrer-policy', 'no-referrer'],
      ['x-frame-options', 'DENY'],
    ] as const)
      expect(answer.headers.get(name)).toBe(value);
  });

  test('keeps no secret as it is', async () => {
    const begun = await service.begin(aPerson());
    const answer = await withoutRedirect(String(begun.signInUrl));
    const { searchParams } = new URL(answer.headers.get('location') ?? '');
    const stored = JSON.stringify(await service.sql('SELECT * FROM association.flow WHERE id = $1', [begun.flowId]));
    for (const secret of [searchParams.get('state'), searchParams.get('nonce'), cookieOf(answer).split('=')[1]])
      expect(stored).not.toContain(String(secret));
  });

  test('is not opened by a HEAD request or a browser that only looks ahead', async () => {
    const begun = await service.begin(aPerson());
    const url = String(begun.signInUrl);
    expect((await withoutRedirect(url, {}, 'HEAD')).status).toBe(204);
    expect((await withoutRedirect(url, { 'sec-purpose': 'prefetch;prerender' })).status).toBe(503);
    expect((await withoutRedirect(url, { purpose: 'prefetch' })).status).toBe(503);
    expect(await stateOf(begun)).toMatchObject({ status: 'BEGUN' });
    expect((await withoutRedirect(url)).status).toBe(303);
    expect((await withoutRedirect(url, {}, 'HEAD')).status).toBe(204);
    expect(await stateOf(begun)).toMatchObject({ status: 'OPENED' });
  });

  test('may be opened again by the browser that opened it, to the same sign-in', async () => {
    const begun = await service.begin(aPerson());
    const first = await withoutRedirect(String(begun.signInUrl));
    const again = await withoutRedirect(String(begun.signInUrl), { cookie: `x=y; ${cookieOf(first)}` });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
  });

  test('opened by a second browser kills the flow, and the first cannot go on', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const jar = new CookieJar();
    const form = await openInBrowser(String(begun.signInUrl), jar);
    const second = await withoutRedirect(String(begun.signInUrl));
    expect(second.status).toBe(400);
    expect(second.headers.getSetCookie()).toEqual([]);
    expect(await second.text()).not.toContain(String(begun.flowId));
    expect(await stateOf(begun)).toMatchObject({ status: 'DEAD', sealed_secrets: null });
    const page = await submitSignInForm(form, { account: account.login }, jar);
    expect(problemAt(page)).toBe('dead');
    expect(await problemOf(person, begun.flowId)).toBe('DEAD');
    expect(await reasons(person.userId)).toEqual([{ reason: 'WRONG_BROWSER' }]);
  });

  test.each([
    '',
    '?flow=',
    '?flow=nothing',
    '?flow=%00',
    `?flow=${'0'.repeat(9_000)}`,
    '?flow=01989000-0000-7000-8000-000000000000',
  ])('that leads to nothing is a plain page: %j', async (query) => {
    const answer = await withoutRedirect(`${service.edgeUrl}/associate/start${query.slice(0, 8_000)}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('is worth nothing after ten minutes', async () => {
    const begun = await service.begin(aPerson());
    service.clock.moveTo(10 / 1440);
    const answer = await withoutRedirect(String(begun.signInUrl));
    service.clock.moveTo(0);
    expect(answer.status).toBe(400);
    expect(await stateOf(begun)).toMatchObject({ status: 'BEGUN' });
  });
});

describe('the way back', () => {
  test('brings the code to the return address and nowhere else, and commits nothing', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person, 'MICROSOFT_LEARN', `${service.returnTo}&code=old&problem=old#there`);
    const page = await service.visit(begun, account.login);
    expect(page.url).toMatch(
      new RegExp(`^${service.edgeUrl}/done\\?from=test&flow=${begun.flowId}&code=[\\w-]{43}#there$`),
    );
    const flow = flowAt(page);
    expect(await service.sql('SELECT FROM association.association WHERE user_id = $1', [person.userId])).toEqual([]);
    const stored = JSON.stringify(
      await service.sql(
        'SELECT * FROM association.flow f JOIN association.proof p ON p.flow_id = f.id WHERE f.id = $1',
        [begun.flowId],
      ),
    );
    expect(stored).not.toContain(flow.completionCode);
    expect(await stateOf(begun)).toMatchObject({ status: 'PROVEN', sealed_secrets: null });
  });

  test.each([
    ['no profile id', 'nothing@home.example', 'mcid_not_generated', 'MCID_NOT_GENERATED'],
    ['a blank profile id', 'blank@home.example', 'mcid_not_generated', 'MCID_NOT_GENERATED'],
    ['a malformed profile id', 'malformed@home.example', 'profile_incomplete', 'PROFILE_INCOMPLETE'],
    ['no account at all', 'stranger@home.example', 'no_learning_account', 'NO_LEARNING_ACCOUNT'],
    ['second thoughts', 'cancel', 'cancelled', 'CANCELLED'],
  ])('with %s names the problem and uses nothing up', async (_what, login, problem, value) => {
    const person = aPerson();
    const begun = await service.begin(person);
    const page = await service.visit(begun, login);
    expect(page.url.startsWith(service.returnTo)).toBe(true);
    expect(problemAt(page)).toBe(problem);
    expect(new URL(page.url).searchParams.get('code')).toBeNull();
    expect(await problemOf(person, begun.flowId)).toBe(value);
    expect(await service.link(person, service.anAccount())).toMatchObject({ allowance: { used: 1 } });
  });

  test('in another browser kills the flow and gets a plain page', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const page = await service.visit(begun, account.login);
    const callback = page.visited.find((url) => url.includes('/associate/callback')) ?? '';
    const answer = await withoutRedirect(callback, { cookie: `associate=${'A'.repeat(43)}` });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(await stateOf(begun)).toMatchObject({ status: 'DEAD' });
    expect(await service.confirm(person, flowAt(page))).toMatchObject({ problem: 'DEAD' });
    expect(await reasons(person.userId)).toEqual([{ reason: 'WRONG_BROWSER' }]);
  });

  test('taken twice is refused the second time, and the first goes on', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const jar = new CookieJar();
    const page = await service.visit(begun, account.login, jar);
    const callback = page.visited.find((url) => url.includes('/associate/callback')) ?? '';
    const answer = await withoutRedirect(callback, { cookie: jar.header(new URL(callback)) ?? '' });
    expect(answer.status).toBe(400);
    expect(await service.confirm(person, flowAt(page))).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  });

  test('with a flow that has expired meanwhile says so', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const jar = new CookieJar();
    const form = await openInBrowser(String(begun.signInUrl), jar);
    service.clock.moveTo(10.01 / 1440);
    const page = await submitSignInForm(form, { account: account.login }, jar);
    expect(problemAt(page)).toBe('expired');
    expect(await problemOf(person, begun.flowId)).toBe('EXPIRED');
    service.clock.moveTo(0);
  });

  test('with a code of somebody else’s making, or another issuer, fails cleanly', async () => {
    for (const query of [
      'code=made-up',
      `code=x&iss=${encodeURIComponent('https://evil.example')}`,
      'error=server_error',
      'code=a&code=b',
      'nothing=at-all',
    ]) {
      const person = aPerson();
      const begun = await service.begin(person);
      const opened = await withoutRedirect(String(begun.signInUrl));
      const state = new URL(opened.headers.get('location') ?? '').searchParams.get('state');
      const back = await withoutRedirect(`${service.edgeUrl}/associate/callback?state=${state}&${query}`, {
        cookie: cookieOf(opened),
      });
      expect(new URL(back.headers.get('location') ?? '').searchParams.get('problem')).toBe('sign_in_failed');
    }
  });

  test.each(['', '?state=', '?state=unknown&code=x', '?state=a&state=b', `?state=${'x'.repeat(8_000)}`, '?state=%00'])(
    'without a state of ours is a plain page: %s',
    async (query) => {
      expect((await withoutRedirect(`${service.edgeUrl}/associate/callback${query}`)).status).toBe(400);
    },
  );

  test('is open to the gateway alone', async () => {
    for (const [bearer, status] of [
      [undefined, 401],
      [await service.keys.bearerFor(aPerson(), 'association'), 403],
    ] as const) {
      const answer = await withoutRedirect(
        `${service.url}/associate/start?flow=x`,
        bearer ? { authorization: `Bearer ${bearer}` } : {},
      );
      expect(answer.status).toBe(status);
    }
  });

  test('serves two flows of one browser, one for each source', async () => {
    const [person, jar] = [aPerson(), new CookieJar()];
    const [learn, university] = [await service.begin(person), await service.begin(person, 'PARTNER_UNIVERSITY')];
    const firstForm = await openInBrowser(String(learn.signInUrl), jar);
    const secondForm = await openInBrowser(String(university.signInUrl), jar);
    expect((await submitSignInForm(firstForm, { account: service.anAccount().login }, jar)).url).toContain('code=');
    expect((await submitSignInForm(secondForm, { account: service.anAccount('university').login }, jar)).url).toContain(
      'code=',
    );
  });
});

describe('the completion code', () => {
  test('is the owner’s: another person who has it kills the flow, and learns nothing', async () => {
    const [owner, other, account] = [aPerson(), aPerson(), service.anAccount()];
    const flow = await service.prove(owner, account);
    const unknown = { problem: 'UNKNOWN', __typename: 'AssociationFlowError' };
    expect(await service.confirm(other, flow)).toMatchObject(unknown);
    expect(await service.confirm(owner, flow)).toMatchObject({ problem: 'DEAD' });
    expect(await service.sql('SELECT FROM association.association WHERE profile_id = $1', [account.profileId])).toEqual(
      [],
    );
    expect(await reasons(owner.userId)).toEqual([{ reason: 'WRONG_PERSON' }]);
  });

  test('that others guess wrong changes nothing, however often', async () => {
    const [owner, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(owner, account);
    for (let guess = 0; guess < 6; guess += 1)
      expect(await service.confirm(aPerson(), { ...flow, completionCode: `guess ${guess}` })).toMatchObject({
        problem: 'UNKNOWN',
      });
    for (const caller of [
      { kind: 'machine', clientId: 'm', organizationId: owner.organizationId, permissions: [] } as const,
      { ...aPerson(), delegated: true },
    ])
      expect((await service.ask(caller, PENDING, flow)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await service.confirm(owner, flow)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  });

  test('that the owner gets wrong five times kills the flow, by query and by mutation together', async () => {
    const [owner, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(owner, account);
    for (const guess of ['1', '2']) expect(await problemOf(owner, flow.flowId, guess)).toBe('UNKNOWN');
    for (const guess of ['3', '4'])
      expect(await service.confirm(owner, { ...flow, completionCode: guess })).toMatchObject({ problem: 'UNKNOWN' });
    expect(await service.confirm(owner, { ...flow, completionCode: '5' })).toMatchObject({ problem: 'DEAD' });
    expect(await service.confirm(owner, flow)).toMatchObject({ problem: 'DEAD' });
    expect(await reasons(owner.userId)).toEqual([{ reason: 'WRONG_CODES' }]);
  });

  test('is needed, and needs a proof', async () => {
    const person = aPerson();
    const begun = await service.begin(person);
    expect(await service.confirm(person, { flowId: String(begun.flowId), completionCode: '' })).toMatchObject({
      problem: 'NOT_PROVEN',
    });
    expect(await service.confirm(person, { flowId: 'no uuid', completionCode: '' })).toMatchObject({
      problem: 'UNKNOWN',
    });
  });

  test('dies with the flow after ten minutes', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(person, account);
    service.clock.moveTo(10.01 / 1440);
    expect(await service.confirm(person, flow)).toMatchObject({ problem: 'EXPIRED' });
    expect(await problemOf(person, flow.flowId, flow.completionCode)).toBe('EXPIRED');
    service.clock.moveTo(0);
  });
});
