import { openInBrowser, submitSignInForm } from '@app/sign-in-provider/browser';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, problemAt, type TestAssociation, testAssociation } from '../../support/association.js';
import { cookieOf, visitOnce } from '../../support/visit.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

describe('the address of a flow', () => {
  test('sends the browser on with all the values that bind the sign-in to it', async () => {
    const begun = await service.begin(aPerson());
    const answer = await visitOnce(String(begun.signInUrl));
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.get('location') ?? '');
    expect(to.href.startsWith(service.provider.issuers.learn)).toBe(true);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', prompt: 'login', max_age: '0' },
      ...{ redirect_uri: `${service.edgeUrl}/associate/callback`, scope: expect.stringContaining('openid') },
      ...{ state: expect.stringMatching(/^.{43}$/), nonce: expect.stringMatching(/^.{43}$/) },
    });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^associate=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/),
    ]);
    for (const [name, value] of [
      ['cache-control', 'no-store'],
      ['referrer-policy', 'no-referrer'],
      ['x-frame-options', 'DENY'],
    ] as const)
      expect(answer.headers.get(name)).toBe(value);
  });

  test('stores no secret in plain text', async () => {
    const begun = await service.begin(aPerson());
    const answer = await visitOnce(String(begun.signInUrl));
    const { searchParams } = new URL(answer.headers.get('location') ?? '');
    const stored = JSON.stringify(await service.sql('SELECT * FROM association.flow WHERE id = $1', [begun.flowId]));
    for (const secret of [searchParams.get('state'), searchParams.get('nonce'), cookieOf(answer).split('=')[1]])
      expect(stored).not.toContain(String(secret));
  });

  test('is not opened by a HEAD request or a prefetch', async () => {
    const begun = await service.begin(aPerson());
    const url = String(begun.signInUrl);
    expect((await visitOnce(url, {}, 'HEAD')).status).toBe(204);
    expect((await visitOnce(url, { 'sec-purpose': 'prefetch;prerender' })).status).toBe(503);
    const { status, headers } = await visitOnce(url, { purpose: 'prefetch' });
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect(await service.stateOf(begun)).toMatchObject({ status: 'BEGUN' });
    expect((await visitOnce(url)).status).toBe(303);
    expect((await visitOnce(url, {}, 'HEAD')).status).toBe(204);
    expect(await service.stateOf(begun)).toMatchObject({ status: 'OPENED' });
  });

  test('may be opened again by the browser that opened it, to the same sign-in', async () => {
    const begun = await service.begin(aPerson());
    const first = await visitOnce(String(begun.signInUrl));
    const again = await visitOnce(String(begun.signInUrl), { cookie: `x=y; ${cookieOf(first)}` });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
  });

  test('opened by a second browser ends the flow, and the first cannot continue', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const jar = new CookieJar();
    const form = await openInBrowser(String(begun.signInUrl), jar);
    const second = await visitOnce(String(begun.signInUrl));
    expect(second.status).toBe(400);
    expect(second.headers.getSetCookie()).toEqual([]);
    const page = await second.text();
    expect(page).not.toContain(String(begun.flowId));
    expect(page).toContain(`<a href="${service.edgeUrl}">`);
    expect(await service.stateOf(begun)).toMatchObject({ status: 'DEAD', sealed_secrets: null });
    const answered = await submitSignInForm(form, { account: account.login }, jar);
    expect(problemAt(answered)).toBe('dead');
    expect(await service.problemOf(person, begun.flowId)).toBe('DEAD');
    expect(await service.rejections(person.userId)).toMatchObject([{ reason: 'WRONG_BROWSER' }]);
  });

  test.each([
    '',
    '?flow=',
    '?flow=nothing',
    '?flow=%00',
    `?flow=${'0'.repeat(9_000)}`,
    '?flow=01989000-0000-7000-8000-000000000000',
    '?flow=nothing&returnTo=https://evil.example/&back=//evil.example&return_to=javascript:alert(1)',
  ])('of no flow is a plain page, with a link to a registered front end and no other: %j', async (query) => {
    const answer = await visitOnce(`${service.edgeUrl}/associate/start${query.slice(0, 8_000)}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect((await answer.text()).match(/(href|src|action|content)="[^"]*"/g)?.slice(1)).toEqual([
      `href="${service.edgeUrl}"`,
    ]);
  });

  test('is invalid after ten minutes', async () => {
    const begun = await service.begin(aPerson());
    service.clock.moveTo(10 / 1440);
    const answer = await visitOnce(String(begun.signInUrl));
    service.clock.moveTo(0);
    expect(answer.status).toBe(400);
    expect(await service.stateOf(begun)).toMatchObject({ status: 'BEGUN' });
  });
});
