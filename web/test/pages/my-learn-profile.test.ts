import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { choose, cutOffAt, expect, requests } from '../support/page.ts';
import { describeCalendar } from './my-learn-profile/calendar.ts';
import { describeMail } from './my-learn-profile/mail.ts';

const ASSOCIATE = 'Associate Microsoft Learn account';
const MATEO = 'mateo.quispe@baobab.example';
const slotOf = (page: Page, name: string): Locator => page.getByRole('region', { name });

describePages('My Learn profile', (product) => {
  test('shows the profile of a link, the company for which it counts, and what the limits leave', async () => {
    const { page, complaints } = await product.signedIn('greta.lindqvist@nordlicht.example', '/profile');
    const slot = slotOf(page, 'Partner University');
    await expect(slot.getByText('Linked', { exact: true })).toBeVisible();
    await expect(slot.getByRole('term')).toHaveText(['Profile', 'Counts for', 'Since', 'Left', 'Next possible']);
    await expect(slot.getByRole('definition')).toHaveText([
      'PU-greta-07',
      'Nordlicht Cloud GmbH',
      /^\d+ \w+ \d{4}$/,
      '2 of 3 in a year',
      'after access is removed',
    ]);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['ravi.menon@harbour.example', 'Not linked', /^Possible again on \d+ \w+ \d{4} \(in \d+ days\)\.$/],
    ['marta.kowalczyk@harbour.example', 'Not linked', /^All 3 links of a year are used\. Possible again on/],
  ])('of %s keeps the button in place with the reason why it waits', async (account, badge, reason) => {
    const { page } = await product.signedIn(account, '/profile');
    const slot = slotOf(page, 'Microsoft Learn');
    await expect(slot.getByText(badge, { exact: true })).toBeVisible();
    const button = slot.getByRole('button', { name: ASSOCIATE });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(reason);
    const file = await saved(page, slot.getByRole('button', { name: /^Add to calendar: next possible/ }));
    expect(file).toMatch(
      /^BEGIN:VCALENDAR\r\n.*DTSTART;VALUE=DATE:\d{8}\r\nSUMMARY:Microsoft Learn: a profile can be/s,
    );
    const asked = requests(page);
    await button.click({ force: true });
    await button.press('Enter');
    expect(asked).toEqual([]);
    expect(await barriers(page)).toEqual([]);
  });

  test('says that a profile counts for another company', async () => {
    const { page } = await product.signedIn('aroha.ngata@harbour.example', '/profile');
    const slot = slotOf(page, 'Microsoft Learn');
    await expect(slot.getByText('Linked elsewhere')).toBeVisible();
    await expect(slot.getByText('Linking it here ends that link.')).toBeVisible();
    await expect(slot.getByRole('button', { name: ASSOCIATE })).toBeEnabled();
  });

  test('explains each credit in a sentence, and keeps the filter in the address', async () => {
    const { page } = await product.signedIn('greta.lindqvist@nordlicht.example', '/profile');
    const rows = page.getByRole('region', { name: 'My credits' }).getByRole('row');
    await expect(rows).toHaveCount(4);
    await expect(rows.filter({ hasText: 'Microsoft 365 Fundamentals' })).toContainText('2.5 points in Modern Work');
    const file = await saved(page, page.getByRole('button', { name: 'Add expiries to calendar' }));
    expect(file.match(/^SUMMARY:.* expires\r$/gm)?.length).toBeGreaterThan(0);
    await page.getByLabel('Show').selectOption('only those that do not count');
    await expect(page.getByText('None of your credits is in this state.')).toBeVisible();
    await expect(page).toHaveURL(`${product.url}/profile?credits=waiting`);
    await page.reload();
    await expect(page.getByLabel('Show')).toHaveValue('waiting');
    await page.goBack();
    await expect(rows).toHaveCount(4);
  });

  describe('the calendar', () => describeCalendar(product));
  describe('the mail', () => describeMail(product));

  test('lists every earlier link with the reason why it ended', async () => {
    const { page, complaints } = await product.signedIn('marta.kowalczyk@harbour.example', '/profile');
    const asked = requests(page);
    await page.getByRole('link', { name: 'All earlier links' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page).toHaveTitle('My earlier links · skill-link');
    await expect(page.getByRole('row')).toHaveCount(4);
    await expect(page.getByRole('cell', { name: 'You removed access.' })).toHaveCount(3);
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    expect(asked).toEqual(['LinkHistory']);
    expect(complaints).toEqual([]);
  });

  test('names the remedy to a work account without a user', async () => {
    const { page } = await product.visit('/session/sign-in?return=/profile');
    await choose(page, 'lena.sommer@nordlicht.example');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This work account has no access');
    await expect(page.getByRole('alert')).toContainText(/admin/);
    await expect(page.getByRole('link', { name: 'Sign in with another account' })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });

  test('shows the consequences of "Remove access", and Escape changes nothing', async () => {
    const { page } = await product.signedIn(MATEO, '/profile');
    const open = page.getByRole('button', { name: 'Remove access…' });
    await open.click();
    const dialog = page.getByRole('dialog', { name: 'Remove access?' });
    await expect(dialog.getByRole('definition').first()).toHaveText('6104827');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(open).toBeFocused();
    await expect(page.getByText('Linked', { exact: true })).toBeVisible();
  });

  test('ends a link at once, also when another tab has ended it before', async () => {
    const { page, complaints } = await product.signedIn(MATEO, '/profile');
    const tab = await page.context().newPage();
    await tab.goto('/profile');
    for (const each of [page, tab]) await each.getByRole('button', { name: 'Remove access…' }).click();
    for (const each of [page, tab]) {
      await each.getByRole('button', { name: 'Remove access', exact: true }).click();
      await expect(slotOf(each, 'Microsoft Learn').getByText('Not linked')).toBeVisible();
    }
    await expect(page.getByRole('cell', { name: 'No longer counted' }).first()).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('offers nothing while the links are not available, and the credits stay', async () => {
    const { page } = await product.signedIn('greta.lindqvist@nordlicht.example', '/profile');
    await product.stack.kill('association');
    await page.reload();
    await expect(page.getByText('Not available at the moment').first()).toBeVisible();
    await expect(page.getByRole('alert').first()).toContainText('does not answer');
    await expect(page.getByRole('button', { name: 'Remove access…' })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'My credits' }).getByRole('row')).toHaveCount(4);
    await product.stack.restart('association');
  });

  test('keeps the links while the credits are not available', async () => {
    const { page } = await product.signedIn('greta.lindqvist@nordlicht.example', '/profile');
    await product.stack.kill('credits');
    await page.reload();
    await expect(page.getByRole('alert').first()).toContainText('does not answer');
    await expect(slotOf(page, 'Partner University').getByText('Linked', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Remove access…' }).first()).toBeEnabled();
    await product.stack.restart('credits');
  });
});

/** The text of the file that a button saves. */
async function saved(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toMatch(/\.ics$/);
  return readFileSync(await download.path(), 'utf8');
}
