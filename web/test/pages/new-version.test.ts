import { describePages } from '../support/describe-pages.ts';
import { expect } from '../support/page.ts';

const ELEANOR = 'eleanor.whitcombe@harbour.example';
const FORGOTTEN = { message: 'The document is not known.', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } };

describePages('an application that is older than the gateway', (product) => {
  test('is loaded again once, and then shows the pages', async () => {
    const { page } = await product.signedIn(ELEANOR, '/profile');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('My Learn profile');
    const loads: string[] = [];
    page.on('load', () => loads.push(page.url()));
    // Whatever the old application asks, ahead of a click too, until it is loaded again.
    let isOld = true;
    page.on('request', (request) => {
      if (request.isNavigationRequest()) isOld = false;
    });
    const answer = { json: { errors: [FORGOTTEN], data: null } };
    await page.route('**/graphql', (route) => (isOld ? route.fulfill(answer) : route.continue()));
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await expect.poll(() => loads.length).toBe(1);
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('People');
    expect(loads).toHaveLength(1);
  });
});
