import { barriers } from '../../support/barriers.ts';
import { choose, cutOffAt, expect } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, CLIPBOARD, GLOBAL_ADMIN, PARTNER_ADMIN } from './accounts.ts';
import { row } from './row.ts';

/** The invitation of a user. */
export function describeInvitation(product: Product): void {
  test('is made with roles, and its text is there to send', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/invite', CLIPBOARD);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await page.getByLabel('Name').fill('עדי לוי');
    await page.getByLabel('Work address').fill('adi.levi@harbour.example');
    await page.getByLabel('Report viewer', { exact: true }).check();
    await page.getByLabel('Work address').press('Enter');
    await page.getByRole('button', { name: 'Copy invitation' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Harbour Systems Ltd invites you');
    await expect(page.getByLabel('Name')).toHaveValue('');
    await page.getByRole('link', { name: 'Go to עדי לוי' }).click();
    await expect(page.getByRole('region', { name: 'Account' })).toContainText('Report viewer');
    expect(complaints).toEqual([]);
  });

  test('keeps what was typed after a rejection, which stands at its field', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/invite');
    const [name, address] = [page.getByLabel('Name'), page.getByLabel('Work address')];
    await name.fill('???');
    await address.fill('noa@harbour.example');
    await page.getByLabel('Partner admin').check();
    await page.getByRole('button', { name: 'Invite' }).click();
    await expect(name).toHaveAccessibleDescription(/A name is one line/);
    await name.fill('Noa Levi');
    await address.fill('Arjun.Nair@harbour.example');
    await page.getByRole('button', { name: 'Invite' }).click();
    await expect(address).toHaveAccessibleDescription(/has this address already/);
    await expect(page.getByRole('link', { name: 'Go to Arjun Nair' })).toBeVisible();
    await expect(page.getByLabel('Partner admin')).toBeChecked();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('keeps what was typed when the session is over, through the new sign-in', async () => {
    const { page } = await product.signedIn(GLOBAL_ADMIN, '/people/invite');
    await page.getByLabel('Name').fill('Noa Levi');
    await page.getByLabel('Work address').fill('noa.levi@harbour.example');
    await page.getByLabel('Report viewer', { exact: true }).check();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('link', { name: 'Sign in and come back here' }).click();
    await choose(page, GLOBAL_ADMIN);
    await expect(page).toHaveURL(`${product.url}/people/invite`);
    await expect(page.getByLabel('Name')).toHaveValue('Noa Levi');
    await expect(page.getByLabel('Work address')).toHaveValue('noa.levi@harbour.example');
    await expect(page.getByLabel('Report viewer', { exact: true })).toBeChecked();
    await page.getByRole('button', { name: 'Invite' }).click();
    await expect(page.getByText('Noa Levi is invited.')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Name')).toHaveValue('');
  });

  test('of a user who was deleted long ago starts with their name and address', async () => {
    const { page } = await product.signedIn(GLOBAL_ADMIN, '/people?state=DELETED');
    await row(page, 'João Cardoso').getByRole('link', { name: 'Invite again João Cardoso' }).click();
    await expect(page.getByLabel('Work address')).toHaveValue('joao.cardoso@harbour.example');
    await expect(page.getByLabel('Name')).toHaveValue('João Cardoso');
  });

  test('leaves Global admin to Global admins, and the page to those who invite', async () => {
    const { page } = await product.signedIn(ACCOUNT_ADMIN, '/people/invite');
    await expect(page.getByLabel('Global admin')).toBeDisabled();
    const denied = await product.signedIn(PARTNER_ADMIN, '/people/invite');
    await expect(denied.page.getByRole('alert')).toContainText(
      'Account admins and User management admins invite users',
    );
    expect(denied.complaints).toEqual([]);
  });
}
