import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { cutOffAt, expect, requests } from '../support/page.ts';

const AMARA = 'amara.okafor@harbour.example';
/** Of an organization in which no test requests a file. */
const WANJIRU = 'wanjiru.kamau@baobab.example';
/** Sees names in reports, and no links. */
const YUKI = 'yuki.nakamura@harbour.example';
/** Sees reports without names. */
const PRIYA = 'priya.raghunathan@nordlicht.example';
/** Sees no reports. */
const CHEN = 'mei-ling.chen@nordlicht.example';

describePages('exports', (product) => {
  test('are requested by keyboard from the Skills Report, made while the page shows it, and downloaded', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/report');
    await expect(page).toHaveURL(/\d{4}-\d\d$/);
    await page.getByRole('link', { name: '‹' }).click();
    await page.getByRole('link', { name: 'Export', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Exports');
    const month = requestForm(page).getByLabel('Month');
    await expect(month).toHaveValue(String(new URL(page.url()).searchParams.get('month')));
    await requestForm(page).getByLabel('Format').selectOption({ label: 'CSV' });
    await page.getByRole('button', { name: 'Start export' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: /was requested|there already/ })).toBeVisible();
    const file = rowOf(page, 'CSV, without names');
    await expect(file).toContainText('Ready');
    await expect(file).toContainText(/[\d,]+ rows?, \d+ kB, until \d+ \w+ \d{4}/);
    const asked = requests(page);
    const downloading = page.waitForEvent('download');
    await file.getByRole('link', { name: /^Download/ }).press('Enter');
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^\S*credential_code/m);
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    // Nothing is being made: the page does not ask again.
    expect(asked).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('explains the columns of a file, and removes it for all', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/exports');
    await requestForm(page).getByLabel('Data').selectOption({ label: 'Credits, as of now' });
    await expect(requestForm(page).getByLabel('Month')).toHaveCount(0);
    await requestForm(page).getByLabel('With names, addresses and profile ids').check();
    const files = page.getByRole('region', { name: 'Files' }).locator('tbody tr');
    const before = await files.count();
    await page.getByRole('button', { name: 'Start export' }).click();
    await expect(files).toHaveCount(before + 1);
    await expect(page.getByRole('status').filter({ hasText: 'The export was requested.' })).toBeVisible();
    const file = rowOf(page, 'Excel (XLSX), with names');
    await expect(file).toContainText('Ready');
    const explain = file.getByRole('button', { name: /^Columns…/ });
    await explain.press('Enter');
    const columns = page.getByRole('dialog', { name: 'Columns of Credits' });
    await expect(columns.getByRole('row').filter({ hasText: 'person_name' })).toContainText('Personal data.');
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(columns).toBeHidden();
    await expect(explain).toBeFocused();
    await file.getByRole('button', { name: /^Remove…/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove file' }).press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(file).toContainText('Removed');
    await expect(page.getByRole('region', { name: 'Files' })).toBeFocused();
    await expect(file.getByRole('link', { name: /^Download/ })).toHaveCount(0);
    expect(complaints).toEqual([]);
  });

  test('are rejected with what helps', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/exports');
    // A month that the page does not offer, such as one that was deleted meanwhile.
    await requestForm(page)
      .getByLabel('Month')
      .locator('option')
      .first()
      .evaluate((option) => option.setAttribute('value', '1999-01'));
    await page.getByRole('button', { name: 'Start export' }).click();
    await expect(page.getByRole('alert')).toContainText('1999-01');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Exports');
  });

  test('say when there is none, and when a request came too soon, without losing what was chosen', async () => {
    const { page } = await product.signedIn(WANJIRU, '/skills/exports');
    await expect(page.getByText('There is no file.')).toBeVisible();
    await requestForm(page).getByLabel('Data').selectOption({ label: 'Linked profiles, as of now' });
    const errors = [{ message: 'Too many requests.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 2 } }];
    await page.route('**/graphql', (route) => route.fulfill({ status: 429, json: { errors } }), { times: 1 });
    await page.getByRole('button', { name: 'Start export' }).click();
    await expect(page.getByRole('alert')).toContainText('Too many requests.');
    await expect(requestForm(page).getByLabel('Data')).toHaveValue('ASSOCIATIONS');
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
  });

  test('have no names for a role that sees none', async () => {
    const { page, complaints } = await product.signedIn(PRIYA, '/skills/exports');
    await expect(requestForm(page).getByLabel('With names, addresses and profile ids')).toHaveCount(0);
    await page.getByRole('button', { name: 'Start export' }).click();
    await expect(rowOf(page, 'Excel (XLSX), without names')).toContainText('Ready');
    expect(complaints).toEqual([]);
  });

  test('have the names of links only for a role that sees links', async () => {
    const { page } = await product.signedIn(YUKI, '/skills/exports');
    const names = requestForm(page).getByLabel('With names, addresses and profile ids');
    await expect(names).toBeVisible();
    await requestForm(page).getByLabel('Data').selectOption({ label: 'Linked profiles, as of now' });
    await expect(names).toHaveCount(0);
  });

  test('name the role that they take', async () => {
    const { page } = await product.signedIn(CHEN, '/skills/exports');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You may not see this page');
    await expect(page.getByRole('link', { name: 'Exports' })).toHaveCount(0);
  });
});

function requestForm(page: Page): Locator {
  return page.getByRole('form', { name: 'New export' });
}

/** The newest file of a format. */
function rowOf(page: Page, format: string): Locator {
  return page.getByRole('region', { name: 'Files' }).getByRole('row').filter({ hasText: format }).first();
}
