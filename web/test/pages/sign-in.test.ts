import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { choose, cutOffAt, expect, requests } from '../support/page.ts';
import { describeEveryPage } from './every-page.ts';

const AMARA = 'amara.okafor@harbour.example';
const GRETA = 'greta.lindqvist@nordlicht.example';

describePages('the sign-in', (product) => {
  test('leads from the start page by the page of the provider to the profile', async () => {
    const { page, complaints } = await product.visit('/');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await choose(page, AMARA);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Learn profile');
    await expect(page).toHaveURL(`${product.url}/profile`);
    expect(complaints).toEqual([]);
  });

  test('ends at the address that was opened before it, with every filter', async () => {
    const { page } = await product.visit('/profile?credits=waiting');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await choose(page, AMARA);
    await expect(page).toHaveURL(`${product.url}/profile?credits=waiting`);
  });

  test('gives a page without barriers at any width, for two requests', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/profile');
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText('My Learn profile');
    const asked = requests(page);
    await page.reload();
    await expect(heading).toHaveText('My Learn profile');
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    expect(asked.toSorted()).toEqual(['Me', 'MyLearnProfile']);
    expect(complaints).toEqual([]);
  });

  test('succeeds in two tabs at once, each at its own address', async () => {
    const { page, complaints } = await product.visit('/profile?credits=waiting');
    const other = await page.context().newPage();
    await other.goto('/profile/history');
    for (const tab of [page, other]) {
      await tab.getByRole('link', { name: 'Sign in' }).click();
      await tab.getByRole('heading', { name: /^Sign in / }).waitFor();
    }
    for (const tab of [page, other]) await choose(tab, AMARA);
    await expect(page).toHaveURL(`${product.url}/profile?credits=waiting`);
    await expect(other).toHaveURL(`${product.url}/profile/history`);
    expect(complaints).toEqual([]);
  });

  test('that is given up ends at the start page with the reason', async () => {
    const { page } = await product.visit('/?sign-in=over');
    await expect(page.getByRole('status').first()).toHaveText(/took too long, or was finished before/);
    await page.goto('/?sign-in=unknown');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Link your learning profile');
  });

  test.each([
    ['drops cookies', async () => {}],
    ['blocks all that a site can keep', blockStorage],
  ])('in a browser that %s ends at the start page, which says what to allow', async (_what, block) => {
    const { page, complaints } = await product.visit('/');
    await dropCookies(page, product.url);
    await block(page);
    await page.reload();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await choose(page, AMARA);
    await expect(page).toHaveURL(`${product.url}/?sign-in=no-cookie`);
    await expect(page.getByRole('main')).toContainText(`Allow them for ${new URL(product.url).host}`);
    expect(await barriers(page)).toEqual([]);
    await page.goto('/profile');
    await expect(page).toHaveURL(`${product.url}/?return=%2Fprofile`);
    expect(complaints).toEqual([]);
  });

  test('says beforehand that a browser blocks its cookies', async () => {
    const { page } = await product.visit('/');
    await expect(page.getByRole('main')).not.toContainText('cookies');
    await blockStorage(page);
    await page.reload();
    await expect(page.getByRole('main')).toContainText(`Allow them for ${new URL(product.url).host}`);
  });

  describe('sign out', () => {
    const failing = (page: Page, status: number, extensions: Record<string, unknown>) =>
      page.route('**/session/sign-out', (route) => route.fulfill(rejection(status, extensions)), { times: 1 });

    test('sign out ends at the start page and the next sign-in asks for the account', async () => {
      const { page, complaints } = await product.visit('/profile');
      await page.getByRole('link', { name: 'Sign in' }).click();
      await choose(page, GRETA);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Link your learning profile');
      await expect(page).toHaveURL(`${product.url}/`);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await choose(page, GRETA);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Learn profile');
      expect(complaints).toEqual([]);
    });

    test('leaves nothing to see on the way back', async () => {
      const { page } = await product.signedIn(AMARA, '/profile');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Learn profile');
      await page.context().clearCookies();
      // The tests run without the cache of pages: this is what a page receives that comes out of it.
      await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
      await expect(page).toHaveURL(`${product.url}/?return=%2Fprofile`);
    });

    test('asks for the account, too, where the issuer has not ended its session', async () => {
      const { page } = await product.visit('/profile');
      await page.getByRole('link', { name: 'Sign in' }).click();
      await choose(page, GRETA);
      // What the browser asks between two documents gets past the route.
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Learn profile');
      await page.route('**/session/sign-out', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { continueAt: null } });
      });
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page).toHaveURL(`${product.url}/?sign-out=here`);
      await expect(page.getByRole('main')).toContainText('close the browser');
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await choose(page, GRETA);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Learn profile');
    });

    test('says when it fails that the user may still be signed in, and can be tried again', async () => {
      const { page } = await product.signedIn(AMARA, '/profile');
      await page.clock.install();
      const signOut = page.getByRole('button', { name: 'Sign out' });
      const dialog = page.getByRole('dialog', { name: 'You may still be signed in' });
      const again = dialog.getByRole('button', { name: 'Try again' });

      await page.route('**/session/sign-out', (route) => route.abort(), { times: 1 });
      await signOut.click();
      await expect(dialog).toContainText('There is no connection to the server');
      expect(await barriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();

      await failing(page, 500, { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' });
      await signOut.click();
      await expect(dialog).toContainText('quote the request request-1');

      await failing(page, 429, { code: 'RATE_LIMITED', retryAfterSeconds: 2 });
      await again.click();
      await expect(dialog).toContainText('Again in 2 s');
      await expect(again).toHaveAttribute('aria-disabled', 'true');
      await page.clock.runFor(1_000);
      await expect(dialog).toContainText('Again in 1 s');
      await page.clock.runFor(1_000);
      await again.click();
      await expect(page).toHaveURL(`${product.url}/`);
      await page.goto('/profile');
      await expect(page).toHaveURL(`${product.url}/?return=%2Fprofile`);
    });
  });

  test('too many requests are counted down on the page, which then asks again', async () => {
    const { page } = await product.signedIn(AMARA, '/profile');
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText('My Learn profile');
    await page.clock.install();
    const limited = (seconds: number) =>
      page.route('**/graphql', (route) =>
        route.fulfill(rejection(429, { code: 'RATE_LIMITED', retryAfterSeconds: seconds })),
      );
    await limited(2);
    await page.reload();
    await expect(heading).toHaveText('Too many requests');
    await expect(page.getByRole('main')).toContainText('Again in 2 s');
    expect(await barriers(page)).toEqual([]);
    await page.unroute('**/graphql');
    await limited(1);
    await page.clock.runFor(1_000);
    await expect(page.getByRole('main')).toContainText('Again in 1 s');
    await page.clock.runFor(1_000);
    await expect(page.getByRole('main')).toContainText('Again in 1 s');
    await page.unroute('**/graphql');
    await page.clock.runFor(1_000);
    await expect(heading).toHaveText('My Learn profile');
  });

  describe('every page', () => describeEveryPage(product));
});

/** An answer with which the gateway rejects a request. */
function rejection(status: number, extensions: Record<string, unknown>) {
  const errors = [{ message: 'The request was rejected.', extensions }];
  return { status, contentType: 'application/json', body: JSON.stringify({ errors }) };
}

/** Drops the cookies of the application, as a browser does that accepts none of this site. */
async function dropCookies(page: Page, url: string): Promise<void> {
  await page.route(`${url}/session/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    await page.context().clearCookies({ name: /session|^sign-in/ });
    const { 'set-cookie': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
}

/** What pages find in a browser that lets a site keep nothing, as Firefox does it. */
function blockStorage(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const denied = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(window, 'BroadcastChannel', { value: denied });
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, { get: denied });
    Object.defineProperty(navigator, 'cookieEnabled', { value: false });
  });
}
