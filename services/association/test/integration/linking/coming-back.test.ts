import { setTimeout } from 'node:timers/promises';
import { signInAs } from '@app/test-kit/learning-provider';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aPerson, type Flow } from '../../support/association.js';
import { type MisbehavingProvider, misbehavingProvider } from '../../support/misbehaving-provider.js';
import { until } from '../../support/until.js';
import { cookieOf, visitOnce } from '../../support/visit.js';

let stage: MisbehavingProvider;
beforeAll(async () => {
  stage = await misbehavingProvider();
});
beforeEach(() => stage.provider.answer({}));
afterAll(() => stage.stop());

let profiles = 700_000;

/** A browser before the callback: the provider has sent it back. */
async function beforeCallback() {
  const person = aPerson();
  const begun = await stage.service.begin(person);
  const opened = await visitOnce(String(begun.signInUrl));
  const cookie = cookieOf(opened);
  const profileId = String(profiles++);
  const provided = await visitOnce(signInAs(opened.headers.get('location') ?? '', profileId));
  const callback = provided.headers.get('location') ?? '';
  return { person, begun, profileId, cookie, callback, visit: (url = callback) => visitOnce(url, { cookie }) };
}

const parametersOf = (answer: Response) => new URL(answer.headers.get('location') ?? 'http://nowhere').searchParams;

function broughtBy(answer: Response): Flow {
  const found = parametersOf(answer);
  return { flowId: found.get('flow') ?? '', completionCode: found.get('completion_code') ?? '' };
}

const problemOf = (answer: Response) => parametersOf(answer).get('problem');

/** The provider delays the code until it is released. */
function slowExchange(): { letGo: () => void } {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  stage.provider.answer({ beforeSigning: () => held });
  return { letGo: () => letGo() };
}

const exchanges = () => stage.provider.requests.filter((request) => request.path === '/token').length;
const isExchanging = (begun: Parameters<typeof stage.service.stateOf>[0]) => async () =>
  (await stage.service.stateOf(begun))?.status === 'EXCHANGING' && exchanges() === 1;

describe('a browser that repeats its request during the exchange', () => {
  test('waits for it and gets a new completion code; the older one is invalid, and nothing is exchanged twice', async () => {
    const { person, begun, visit } = await beforeCallback();
    const exchange = slowExchange();
    const first = visit();
    await until(isExchanging(begun));
    const reload = visit();
    exchange.letGo();
    const [older, fresh] = [broughtBy(await first), broughtBy(await reload)];
    expect(older.completionCode).toMatch(/^[\w-]{43}$/);
    expect(fresh.completionCode).toMatch(/^[\w-]{43}$/);
    expect(exchanges()).toBe(1);
    expect(await stage.service.confirm(person, older)).toMatchObject({ problem: 'UNKNOWN' });
    expect(await stage.service.confirm(person, fresh)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  });

  test('several times gets one new code, which is valid in every response', async () => {
    const { person, begun, visit } = await beforeCallback();
    const exchange = slowExchange();
    const first = visit();
    await until(isExchanging(begun));
    const reloads = [visit(), setTimeout(90).then(() => visit()), setTimeout(150).then(() => visit())];
    await setTimeout(250);
    exchange.letGo();
    await first;
    const codes = (await Promise.all(reloads)).map(broughtBy);
    expect(new Set(codes.map(({ completionCode }) => completionCode)).size).toBe(1);
    expect(exchanges()).toBe(1);
    expect(await stage.service.confirm(person, codes[0] as Flow)).toMatchObject({
      __typename: 'ConfirmAssociationSuccess',
    });
  });

  test('after an aborted request finds the sign-in completed', async () => {
    const { person, begun, cookie, callback, visit } = await beforeCallback();
    const exchange = slowExchange();
    const hangUp = new AbortController();
    const gone = fetch(callback, { redirect: 'manual', headers: { cookie }, signal: hangUp.signal }).catch(() => null);
    await until(isExchanging(begun));
    hangUp.abort();
    await gone;
    exchange.letGo();
    const fresh = broughtBy(await visit());
    expect(exchanges()).toBe(1);
    expect(await stage.service.confirm(person, fresh)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  });

  test('when its process is gone learns that the sign-in failed', async () => {
    const { person, begun, visit } = await beforeCallback();
    await stage.service.sql(
      "UPDATE association.flow SET status = 'EXCHANGING', exchange_until = now() - interval '1 second' WHERE id = $1",
      [begun.flowId],
    );
    expect(problemOf(await visit())).toBe('sign_in_failed');
    expect(await stage.service.problemOf(person, begun.flowId)).toBe('SIGN_IN_FAILED');
  });
});

describe('a browser that repeats its request after the callback', () => {
  test('by a reload or a second tab gets a new completion code, and nothing is exchanged twice', async () => {
    const { person, begun, visit } = await beforeCallback();
    const codes = [broughtBy(await visit()), broughtBy(await visit()), broughtBy(await visit(String(begun.signInUrl)))];
    expect(new Set(codes.map(({ completionCode }) => completionCode)).size).toBe(3);
    expect(exchanges()).toBe(1);
    for (const old of codes.slice(0, 2))
      expect(await stage.service.confirm(person, old)).toMatchObject({ problem: 'UNKNOWN' });
    expect(await stage.service.confirm(person, codes[2] as Flow)).toMatchObject({
      __typename: 'ConfirmAssociationSuccess',
    });
  });

  test('with another response of the provider continues with the proved profile', async () => {
    const { person, profileId, callback, visit } = await beforeCallback();
    await visit();
    const back = new URL(callback);
    back.searchParams.set('code', 'another');
    expect(await stage.service.confirm(person, broughtBy(await visit(back.href)))).toMatchObject({
      association: { profileId },
    });
    expect(exchanges()).toBe(1);
  });

  test('of a failed sign-in gets the same problem again', async () => {
    const { visit } = await beforeCallback();
    stage.provider.answer({ claims: { mcid: undefined } });
    expect([problemOf(await visit()), problemOf(await visit())]).toEqual(['mcid_not_generated', 'mcid_not_generated']);
  });

  test('after the confirmation learns that the link is finished, with the address to continue at', async () => {
    const { person, begun, callback, visit } = await beforeCallback();
    await stage.service.confirm(person, broughtBy(await visit()));
    for (const url of [callback, String(begun.signInUrl)]) {
      const answer = await visit(url);
      const page = await answer.text();
      expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
      expect(page).toContain('This link is finished');
      expect(page).toContain(`<a href="${stage.service.edgeUrl}">`);
      expect(page).not.toContain(String(begun.flowId));
    }
  });
});

describe('a browser without the cookie', () => {
  test.each(['the callback', 'the start'])('at %s learns every time that cookies are the cause', async (where) => {
    const { begun, callback } = await beforeCallback();
    const url = where === 'the start' ? String(begun.signInUrl) : callback;
    for (const headers of [{}, { cookie: 'theme=dark' }]) {
      const answer = await visitOnce(url, headers);
      const page = await answer.text();
      expect(answer.status).toBe(400);
      expect(page).toContain('Allow cookies for this site');
      expect(page).toContain(`<a href="${stage.service.edgeUrl}">`);
    }
    expect(await stage.service.stateOf(begun)).toMatchObject({ status: 'DEAD' });
  });

  test('learns nothing of cookies where the cookie of another browser came, or where the flow is over anyway', async () => {
    const { callback } = await beforeCallback();
    const other = await visitOnce(callback, { cookie: `associate=${'A'.repeat(43)}` });
    expect(await other.text()).not.toMatch(/cookie/i);
    const finished = await beforeCallback();
    await stage.service.confirm(finished.person, broughtBy(await finished.visit()));
    expect(await (await visitOnce(finished.callback)).text()).not.toMatch(/cookie|finished/i);
  });

  test('never reads that nothing was linked where a link exists', async () => {
    const { person, begun, callback, visit } = await beforeCallback();
    await stage.service.confirm(person, broughtBy(await visit()));
    for (const url of [callback, String(begun.signInUrl)])
      for (const headers of [{}, { cookie: `associate=${'A'.repeat(43)}` }]) {
        const answer = await visitOnce(url, headers);
        expect(answer.status).toBe(400);
        expect(await answer.text()).not.toMatch(/nothing was linked/i);
      }
    expect(await stage.service.stateOf(begun)).toMatchObject({ status: 'CONFIRMED' });
  });
});

describe('a browser that comes after the ten minutes', () => {
  afterEach(() => stage.service.clock.moveTo(0));
  const MINUTE = 1 / 1440;

  test('with the cookie is sent to its front end with the reason', async () => {
    const begun = await stage.service.begin(aPerson());
    const opened = await visitOnce(String(begun.signInUrl));
    const seconds = Number(/Max-Age=(\d+)/.exec(opened.headers.getSetCookie()[0] ?? '')?.[1]);
    expect(seconds).toBeGreaterThanOrEqual(3600);
    const state = new URL(opened.headers.get('location') ?? '').searchParams.get('state');
    stage.service.clock.moveTo(11 * MINUTE);
    const late = await visitOnce(`${stage.service.edgeUrl}/associate/callback?code=x&state=${state}`, {
      cookie: cookieOf(opened),
    });
    expect([late.status, problemOf(late)]).toEqual([303, 'expired']);
  });

  test.each(['the callback', 'the start'])(
    'without the cookie at %s reads nothing of cookies, and is not recorded as another browser',
    async (where) => {
      const { person, begun, callback } = await beforeCallback();
      stage.service.clock.moveTo(11 * MINUTE);
      const answer = await visitOnce(where === 'the start' ? String(begun.signInUrl) : callback);
      const page = await answer.text();
      expect(answer.status).toBe(400);
      expect(page).toContain('has expired');
      expect(page).not.toMatch(/cookie/i);
      expect(await stage.service.rejections(person.userId)).toEqual([]);
      expect(await stage.service.problemOf(person, begun.flowId)).toBe('EXPIRED');
    },
  );
});
