import { barriers } from '../../support/barriers.ts';
import { cutOffAt, expect, tabTo } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, GLOBAL_ADMIN, PARTNER_ADMIN, REPORT_VIEWER } from './accounts.ts';

/** What happened to accounts and links, for administrators and for each person. */
export function describeActivity(product: Product): void {
  test('lists what happened to accounts and to links, newest first, by keyboard too', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people');
    await tabTo(page, page.getByRole('link', { name: 'Activity' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
    const accounts = page.getByRole('region', { name: 'Activity of accounts' });
    await expect(accounts.getByRole('cell', { name: 'First sign-in' }).first()).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await tabTo(page, page.getByRole('link', { name: 'Links', exact: true }));
    await page.keyboard.press('Enter');
    const links = page.getByRole('region', { name: 'Activity of links' });
    await expect(links.getByRole('cell', { name: /Microsoft Learn · Linked/ }).first()).toBeVisible();
    await expect(page).toHaveURL(/list=links/);
    await expect(page.getByRole('link', { name: 'Links', exact: true })).toHaveAttribute('aria-current', 'page');
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('lists an attempt that was rejected, with its reason and who tried', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people?q=harbour');
    await page.getByRole('button', { name: 'More for Eleanor Whitcombe' }).click();
    await page.getByRole('button', { name: 'Roles…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roles of Eleanor Whitcombe' });
    await dialog.getByLabel('Global admin').uncheck();
    await dialog.getByRole('button', { name: 'Save roles' }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await page.goto('/people/activity');
    const rejected = page.getByRole('row', { name: /Rejected attempt to change roles/ }).first();
    await expect(rejected).toContainText('Rejected attempt to change roles: the organization needs a Global admin');
    await expect(rejected.getByText(/^Eleanor Whitcombe/)).toHaveCount(2);
    expect(complaints).toEqual([]);
  });

  test('limits the list to dates, which stand in the address', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/activity');
    await page.getByLabel('Before').fill('2001-01-01');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText('0 entries', { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/to=2001-01-01/);
    await page.goBack();
    await expect(page.getByRole('region', { name: 'Activity of accounts' })).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('shows each administrator the list of their role, and other colleagues none', async () => {
    const partner = await product.signedIn(PARTNER_ADMIN, '/people/activity');
    await expect(partner.page.getByRole('region', { name: 'Activity of links' })).toBeVisible();
    const account = await product.signedIn(ACCOUNT_ADMIN, '/people/activity');
    await expect(account.page.getByRole('region', { name: 'Activity of accounts' })).toBeVisible();
    await expect(account.page.getByRole('link', { name: 'Links', exact: true })).toHaveCount(0);
    const viewer = await product.signedIn(REPORT_VIEWER, '/people/activity');
    await expect(viewer.page.getByRole('heading', { name: 'You may not see this page' })).toBeVisible();
  });

  test('shows a person what happened to their own links and account', async () => {
    const { page, complaints } = await product.signedIn(PARTNER_ADMIN, '/profile');
    await tabTo(page, page.getByRole('link', { name: 'My activity' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'My activity' })).toBeVisible();
    await page.getByRole('link', { name: 'My account' }).click();
    const account = page.getByRole('region', { name: 'Activity of my account' });
    await expect(account.getByRole('cell', { name: 'Invited' }).first()).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390]) expect(await cutOffAt(page, width)).toEqual([]);
    expect(complaints).toEqual([]);
  });
}
