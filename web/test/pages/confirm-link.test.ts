import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { choose, cutOffAt, expect } from '../support/page.ts';

const AMARA = 'amara.okafor@harbour.example';
const VIKTOR = 'viktor.petrov@harbour.example';
const HANNAH = 'hannah.goldberg@harbour.example';
const ASSOCIATE = { name: 'Associate Microsoft Learn account' };
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

describePages('a link', (product) => {
  /** Signs in at Microsoft Learn, from the profile. */
  async function provenBy(account: string, learningAccount: string) {
    const visited = await product.signedIn(account, '/profile');
    await visited.page.getByRole('button', ASSOCIATE).click();
    await choose(visited.page, learningAccount);
    return visited;
  }

  test('is made in three clicks, and shows its consequences before the last one', async () => {
    const { page, complaints } = await provenBy(AMARA, 'amara@home.example');
    await expect(heading(page)).toHaveText('Link this profile?');
    await expect(page.getByRole('definition')).toHaveText([
      '7204518',
      'Amara Okafor',
      'Harbour Systems Ltd',
      'No other link ends.',
      '2 of 3 in a year',
      /^\d+ \w+ \d{4}$/,
    ]);
    await expect(page.getByRole('timer')).toHaveText(/^9:\d\d left$/);
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    await page.getByRole('button', { name: 'Link profile 7204518' }).click();
    const slot = page.getByRole('region', { name: 'Microsoft Learn' });
    await expect(slot.getByText('Linked', { exact: true })).toBeVisible();
    // The credits follow without a reload.
    await expect(page.getByRole('row', { name: /Azure Virtual Desktop/ })).toContainText('4 points in Infrastructure');
    expect(complaints).toEqual([]);
  });

  test('leaves its code neither in the address nor in the history, and survives a reload', async () => {
    const { page } = await provenBy(VIKTOR, 'viktor.p@post.example');
    await expect(heading(page)).toHaveText('Link this profile?');
    await expect(page).toHaveURL(`${product.url}/profile/confirm`);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Link profile 9112650' })).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain('code');
    await page.getByRole('link', { name: 'My Learn profile' }).click();
    await expect(heading(page)).toHaveText('My Learn profile');
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Link profile 9112650' })).toBeVisible();
  });

  test('is not made by "Do not link", which leaves nothing to confirm', async () => {
    const { page } = await provenBy(VIKTOR, 'viktor.p@post.example');
    await page.getByRole('button', { name: 'Do not link' }).click();
    await expect(page.getByRole('region', { name: 'Microsoft Learn' }).getByText('Not linked')).toBeVisible();
    await page.goto('/profile/confirm');
    await expect(heading(page)).toHaveText('There is nothing to confirm');
  });

  test('of a profile that counts elsewhere says that the other link ends', async () => {
    const { page } = await provenBy('aroha.ngata@harbour.example', 'aroha.n@home.example');
    await expect(page.getByText('Another company’s link ends at the same moment.')).toBeVisible();
  });

  test('of a profile in its cool-off cannot be confirmed, and the sentence of the program says until when', async () => {
    const { page } = await provenBy(VIKTOR, 'ravi.m@home.example');
    await expect(page.getByRole('alert')).toContainText('we require a period of 30 days between associations');
    await expect(page.getByRole('button', { name: /^Link profile/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Back to My Learn profile' }).click();
    await expect(heading(page)).toHaveText('My Learn profile');
  });

  test('is confirmed in the newest of two tabs only', async () => {
    const { page } = await provenBy(HANNAH, 'hannah.g@home.example');
    await expect(heading(page)).toHaveText('Link this profile?');
    const tab = await page.context().newPage();
    await tab.goto('/profile');
    await tab.getByRole('button', ASSOCIATE).click();
    await choose(tab, 'hannah.g@home.example');
    await expect(heading(tab)).toHaveText('Link this profile?');
    await page.getByRole('button', { name: 'Link profile 4849017' }).click();
    await expect(page.getByText('This sign-in was replaced by another one.')).toBeVisible();
    await tab.getByRole('button', { name: 'Link profile 4849017' }).click();
    await expect(tab.getByText('Linked', { exact: true })).toBeVisible();
  });

  test('survives the end of the session', async () => {
    const { page } = await provenBy('sofia.markovic@nordlicht.example', 'sofia.m@post.example');
    await expect(heading(page)).toHaveText('Link this profile?');
    await page.context().clearCookies({ name: /session$/ });
    await page.getByRole('button', { name: 'Link profile 5137790' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session is over' });
    await expect(dialog).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('link', { name: 'Sign in and come back here' }).click();
    await choose(page, 'sofia.markovic@nordlicht.example');
    await page.getByRole('button', { name: 'Link profile 5137790' }).click();
    await expect(page.getByText('Linked', { exact: true })).toBeVisible();
  });

  test('cannot be confirmed after ten minutes', async () => {
    const visited = await product.signedIn('ingrid.haugen@nordlicht.example', '/profile');
    await visited.page.clock.install();
    await visited.page.getByRole('button', ASSOCIATE).click();
    await choose(visited.page, 'ingrid.h@home.example');
    await expect(heading(visited.page)).toHaveText('Link this profile?');
    await visited.page.clock.fastForward('11:00');
    await expect(visited.page.getByText('The ten minutes for this sign-in are over.')).toBeVisible();
    await visited.page.getByRole('button', { name: 'Start again' }).click();
    await expect(visited.page.getByRole('heading', { name: 'Sign in to Microsoft Learn' })).toBeVisible();
  });

  test.each([
    ['no-account@home.example', 'Microsoft Learn does not know the account that signed in.'],
    ['odd-mcid@home.example', 'The profile of the account that signed in is not complete.'],
    ['no-mcid@home.example', 'The profile of the account that signed in has no MCID yet.'],
  ])('is not made by %s, and the page says what helps', async (learningAccount, sentence) => {
    const { page, complaints } = await provenBy('aisha.mohamed@baobab.example', learningAccount);
    await expect(heading(page)).toHaveText('Your profile is not linked');
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByText('no link of the year is used up')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start again' })).toBeVisible();
    await expect(page).toHaveURL(`${product.url}/profile/confirm`);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('is not made by a sign-in that was canceled', async () => {
    const { page } = await product.signedIn('aisha.mohamed@baobab.example', '/profile');
    await page.getByRole('button', ASSOCIATE).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The sign-in at Microsoft Learn was canceled.')).toBeVisible();
    await page.reload();
    await expect(page.getByText('The sign-in at Microsoft Learn was canceled.')).toBeVisible();
  });

  test('needs a recent sign-in, and goes on after it', async () => {
    const { page } = await product.signedIn('rowan.tregarthen@harbour.example', '/profile');
    const error = { message: 'Sign in again.', extensions: { code: 'REAUTHENTICATION_REQUIRED' } };
    await page.route('**/graphql', (route) => route.fulfill({ json: { errors: [error], data: null } }), { times: 1 });
    await page.getByRole('button', ASSOCIATE).click();
    await page.getByRole('link', { name: 'Sign in again and go on' }).click();
    await choose(page, 'rowan.tregarthen@harbour.example');
    await expect(page.getByText('You have signed in again.')).toBeVisible();
    await page.getByRole('button', ASSOCIATE).click();
    await expect(page.getByRole('heading', { name: 'Sign in to Microsoft Learn' })).toBeVisible();
  });
});
