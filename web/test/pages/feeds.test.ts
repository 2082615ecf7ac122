import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { cutOffAt, expect } from '../support/page.ts';

const AMARA = 'amara.okafor@harbour.example';
/** Sees names in reports, and no links. */
const YUKI = 'yuki.nakamura@harbour.example';
/** Of an organization in which no test creates a feed that stays. */
const PRIYA = 'priya.raghunathan@nordlicht.example';

describePages('feeds', (product) => {
  test('are created by keyboard; the key is shown once, opens the file, and is in the copies of the snippets', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/exports', CLIPBOARD);
    await create(page, 'Sales report');
    const key = String(await page.getByText(/^slf_/).textContent());
    const address = String(
      await page
        .getByText(/\/exports\/feeds\//)
        .first()
        .textContent(),
    );
    await page.getByLabel('Open it in').selectOption('curl');
    await expect(page.getByRole('region', { name: 'For curl' })).toContainText('feed:KEY');
    await page.getByRole('button', { name: 'Copy for curl' }).press('Enter');
    await expect(page.getByText('Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `curl --fail -u "feed:${key}" "${address}" -o latest.csv\n`,
    );
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await expect(row(page, 'Sales report')).toContainText(/[\d,]+ rows, \d+ kB/);
    expect(await read(address, key)).toBe(200);
    await page.getByRole('button', { name: 'I have stored it' }).press('Enter');
    await page.reload();
    await expect(row(page, 'Sales report')).toContainText('UTC');
    await expect(page.getByText(key)).toHaveCount(0);
    await expect(row(page, 'Sales report')).not.toContainText('Last read Never');
    expect(complaints).toEqual([]);
  });

  test('get a new key: the previous one opens the file for as long as was chosen', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/exports');
    await create(page, 'Rotated');
    const address = String(
      await page
        .getByText(/\/exports\/feeds\//)
        .first()
        .textContent(),
    );
    const first = String(await page.getByText(/^slf_/).textContent());
    await rotate(page, 'Rotated', 'for another day');
    await expect(page.getByText('The previous key works for another day.')).toBeVisible();
    await expect(page.getByText(first)).toHaveCount(0);
    const second = String(await page.getByText(/^slf_/).textContent());
    await expect(row(page, 'Rotated')).toContainText(/[\d,]+ rows/);
    expect([await read(address, first), await read(address, second)]).toEqual([200, 200]);
    await rotate(page, 'Rotated', 'no longer: it has leaked');
    await expect(page.getByText('The previous key no longer works.')).toBeVisible();
    expect(await read(address, second)).toBe(401);
    expect(complaints).toEqual([]);
  });

  test('are deleted after a question, also where another tab has deleted them', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/exports');
    await create(page, 'Unused');
    const other = await product.signedIn(AMARA, '/skills/exports');
    await other.page.getByRole('button', { name: 'Delete… Unused' }).waitFor();
    for (const one of [page, other.page]) {
      await one.getByRole('button', { name: 'Delete… Unused' }).press('Enter');
      await expect(one.getByRole('dialog')).toContainText('This cannot be undone.');
      expect(await barriers(one)).toEqual([]);
      await one.getByRole('button', { name: 'Delete feed' }).press('Enter');
      await expect(one.getByText('“Unused” is deleted.')).toBeVisible();
      await expect(row(one, 'Unused')).toHaveCount(0);
      await expect(one.getByRole('heading', { name: 'Feeds' })).toBeFocused();
    }
    expect(complaints).toEqual([]);
  });

  test('say how a tool opens them after the key was shown, and what a tool does not read', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/exports');
    await page.getByRole('button', { name: 'Open… Sales report' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Open “Sales report”' });
    await expect(dialog).toContainText('choose Text/CSV');
    await dialog.getByLabel('Open it in').selectOption('Python');
    await expect(dialog).toContainText('Put the key in place of KEY.');
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Open… Sales report' })).toBeFocused();
    expect(complaints).toEqual([]);
  });

  test('keep what was typed where a field is rejected, where there are too many, and where the request came too soon', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/exports');
    const form = page.getByRole('form', { name: 'New feed' });
    const label = form.getByLabel('Label');
    await label.fill('Typed');
    await form.getByLabel('Key ends on').evaluate((field) => field.removeAttribute('min'));
    await form.getByLabel('Key ends on').fill('2020-01-01');
    await form.getByRole('button', { name: 'Create feed' }).click();
    await expect(form.getByLabel('Key ends on')).toHaveAccessibleDescription('An instant in the future.');
    await form.getByLabel('Key ends on').fill('');
    const tooMany = { __typename: 'TooManyExportFeedsError', message: 'The organization has 20 feeds already.' };
    await page.route('**/graphql', (route) => route.fulfill({ json: { data: { createExportFeed: tooMany } } }), ONCE);
    await form.getByRole('button', { name: 'Create feed' }).click();
    await expect(form.getByRole('alert')).toContainText('20 feeds already');
    const errors = [{ message: 'Too many requests.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 2 } }];
    await page.route('**/graphql', (route) => route.fulfill({ status: 429, json: { errors } }), ONCE);
    await form.getByRole('button', { name: 'Create feed' }).click();
    await expect(form.getByRole('alert')).toContainText('Too many requests.');
    await expect(label).toHaveValue('Typed');
    expect(await barriers(page)).toEqual([]);
  });

  test('leave the rest of the page where they are away', async () => {
    const { page } = await product.signedIn(AMARA, '/profile');
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      if (body.data?.callerOrganization?.exports !== undefined) {
        body.data.callerOrganization.exportFeeds = null;
        body.errors = [{ message: 'Credits does not answer.', extensions: { code: 'SERVICE_UNAVAILABLE' } }];
      }
      await route.fulfill({ response, json: body });
    });
    await page.goto('/skills/exports');
    await expect(page.getByRole('alert')).toContainText('Credits does not answer.');
    await expect(page.getByRole('heading', { name: 'Files' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Feeds' })).toHaveCount(0);
  });

  test('with names end after a year at the latest, and are for the roles that see names', async () => {
    const { page, complaints } = await product.signedIn(YUKI, '/skills/exports');
    const form = page.getByRole('form', { name: 'New feed' });
    await form.getByLabel('With names').check();
    await expect(form.getByLabel('Key ends on (a year at most)')).toHaveAttribute('max', /^\d{4}-\d\d-\d\d$/);
    await form.getByLabel('Data').selectOption({ label: 'Linked profiles, as of now' });
    await expect(form.getByLabel('With names')).toHaveCount(0);
    const priya = await product.signedIn(PRIYA, '/skills/exports');
    await expect(priya.page.getByText('There is no feed.')).toBeVisible();
    await expect(priya.page.getByRole('form', { name: 'New feed' }).getByLabel('With names')).toHaveCount(0);
    expect(complaints).toEqual([]);
  });
});

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const ONCE = { times: 1 };

async function create(page: Page, label: string): Promise<void> {
  const form = page.getByRole('form', { name: 'New feed' });
  await form.getByLabel('Label').fill(label);
  await form.getByRole('button', { name: 'Create feed' }).press('Enter');
  await expect(page.getByText(`“${label}” is created.`)).toBeVisible();
}

async function rotate(page: Page, label: string, previous: string): Promise<void> {
  await page.getByRole('button', { name: `New key… ${label}` }).press('Enter');
  await page.getByLabel('The current key works').selectOption(previous);
  await page.getByRole('button', { name: 'Make new key' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

function row(page: Page, label: string) {
  return page.getByRole('region', { name: 'Feeds' }).getByRole('row').filter({ hasText: label });
}

async function read(address: string, key: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`feed:${key}`).toString('base64')}`;
  return (await fetch(address, { headers: { authorization } })).status;
}
