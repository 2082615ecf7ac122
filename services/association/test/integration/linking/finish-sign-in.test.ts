import { openInBrowser, submitSignInForm } from '@app/sign-in-provider/browser';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, flowAt, problemAt, type TestAssociation, testAssociation } from '../../support/association.js';
import { cookieOf, visitOnce } from '../../support/visit.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

describe('the callback', () => {
  test('brings the code to the return address and nowhere else, and commits nothing', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(
      person,
      'MICROSOFT_LEARN',
      `${service.returnTo}&completion_code=old&problem=old#there`,
    );
    const page = await service.visit(begun, account.login);
    expect(page.url).toMatch(
      new RegExp(`^${service.edgeUrl}/done\\?from=test&flow=${String(begun.flowId)}&completion_code=[\\w-]{43}#there$`),
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
    expect(await service.stateOf(begun)).toMatchObject({ status: 'PROVEN', sealed_secrets: null });
  });

  test.each([
    ['no profile id', 'nothing@home.example', 'mcid_not_generated', 'MCID_NOT_GENERATED'],
    ['a blank profile id', 'blank@home.example', 'mcid_not_generated', 'MCID_NOT_GENERATED'],
    ['a malformed profile id', 'malformed@home.example', 'profile_incomplete', 'PROFILE_INCOMPLETE'],
    ['no account at all', 'stranger@home.example', 'no_learning_account', 'NO_LEARNING_ACCOUNT'],
    ['second thoughts', 'cancel', 'CANCELLED'.toLowerCase(), 'CANCELLED'],
  ])('with %s names the problem and uses nothing up', async (_what, login, problem, value) => {
    const person = aPerson();
    const begun = await service.begin(person);
    const page = await service.visit(begun, login);
    expect(page.url.startsWith(service.returnTo)).toBe(true);
    expect(problemAt(page)).toBe(problem);
    expect(new URL(page.url).searchParams.get('completion_code')).toBeNull();
    expect(await service.problemOf(person, begun.flowId)).toBe(value);
    expect(await service.link(person, service.anAccount())).toMatchObject({ allowance: { used: 1 } });
  });

  test.each<[string, (own: string) => Record<string, string>]>([
    ['in another browser', () => ({ cookie: `associate=${'A'.repeat(43)}` })],
    ['in a browser without the cookie', () => ({})],
    ['in a browser with the cookie under a name with a space of Unicode', (own) => ({ cookie: `\u00a0${own}` })],
  ])('%s ends the flow and gets a plain page', async (_where, headers) => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const jar = new CookieJar();
    const page = await service.visit(begun, account.login, jar);
    const callback = page.visited.find((url) => url.includes('/associate/callback')) ?? '';
    const answer = await visitOnce(callback, headers(jar.header(new URL(callback)) ?? ''));
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(await service.stateOf(begun)).toMatchObject({ status: 'DEAD' });
    expect(await service.confirm(person, flowAt(page))).toMatchObject({ problem: 'DEAD' });
    expect(await service.rejections(person.userId)).toMatchObject([{ reason: 'WRONG_BROWSER' }]);
  });

  test('taken twice gives the same browser a new code, the only valid one', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const jar = new CookieJar();
    const page = await service.visit(begun, account.login, jar);
    const callback = page.visited.find((url) => url.includes('/associate/callback')) ?? '';
    const answer = await visitOnce(callback, { cookie: jar.header(new URL(callback)) ?? '' });
    const fresh = flowAt({ ...page, url: answer.headers.get('location') ?? '' });
    expect(await service.confirm(person, flowAt(page))).toMatchObject({ problem: 'UNKNOWN' });
    expect(await service.confirm(person, fresh)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  });

  test('with a flow that has expired meanwhile says so', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const begun = await service.begin(person);
    const jar = new CookieJar();
    const form = await openInBrowser(String(begun.signInUrl), jar);
    service.clock.moveTo(10.01 / 1440);
    const page = await submitSignInForm(form, { account: account.login }, jar);
    expect(problemAt(page)).toBe('expired');
    expect(await service.problemOf(person, begun.flowId)).toBe('EXPIRED');
    service.clock.moveTo(0);
  });

  test('with a code of another flow, or another issuer, fails cleanly', async () => {
    for (const query of [
      'code=made-up',
      `code=x&iss=${encodeURIComponent('https://evil.example')}`,
      'error=server_error',
      'code=a&code=b',
      'nothing=at-all',
    ]) {
      const person = aPerson();
      const begun = await service.begin(person);
      const opened = await visitOnce(String(begun.signInUrl));
      const state = new URL(opened.headers.get('location') ?? '').searchParams.get('state');
      const back = await visitOnce(`${service.edgeUrl}/associate/callback?state=${state}&${query}`, {
        cookie: cookieOf(opened),
      });
      expect(new URL(back.headers.get('location') ?? '').searchParams.get('problem')).toBe('sign_in_failed');
    }
  });

  test.each(['', '?state=', '?state=unknown&code=x', '?state=a&state=b', `?state=${'x'.repeat(8_000)}`, '?state=%00'])(
    'without a valid state is a plain page: %s',
    async (query) => {
      expect((await visitOnce(`${service.edgeUrl}/associate/callback${query}`)).status).toBe(400);
    },
  );

  test('accepts the gateway only', async () => {
    for (const [bearer, status] of [
      [undefined, 401],
      [await service.keys.bearerFor(aPerson(), 'association'), 403],
    ] as const) {
      const answer = await visitOnce(
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
    expect((await submitSignInForm(firstForm, { account: service.anAccount().login }, jar)).url).toContain(
      'completion_code=',
    );
    expect((await submitSignInForm(secondForm, { account: service.anAccount('university').login }, jar)).url).toContain(
      'completion_code=',
    );
  });
});
