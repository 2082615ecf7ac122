import { barriers } from '../../support/barriers.ts';
import { cutOffAt, expect } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, GLOBAL_ADMIN } from './accounts.ts';
import { row } from './row.ts';
import { directoryWith, issueToken, revokeToken } from './scim.ts';

/** What the directory signs in with, and the roles of its groups. */
export function describeDirectory(product: Product): void {
  test('gives the secret of a token once, and ends the token', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/directory');
    const tokens = page.getByRole('region', { name: 'Tokens' }).first();
    const secret = await issueToken(page, 'Entra ID');
    const { writeGroup } = directoryWith(secret, product);
    expect(await writeGroup('Rotated')).toBe(201);
    await page.reload();
    await expect(row(page, 'Entra ID')).toBeVisible();
    await expect(page.getByText(secret)).toHaveCount(0);
    await tokens.getByLabel('Label').fill('Entra ID, next');
    await tokens.getByLabel('Expires on').fill('2099-12-31');
    await tokens.getByRole('button', { name: 'Issue token' }).click();
    await expect(row(page, 'Entra ID, next')).toContainText('31 Dec 2099');
    await expect(tokens.getByRole('button', { name: 'Issue token' })).toHaveAccessibleDescription(
      'Two are valid already. Revoke one first.',
    );
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await revokeToken(page, 'Entra ID');
    await expect(tokens.getByRole('rowheader')).toHaveText(['Entra ID, next']);
    expect(await writeGroup('Late')).toBe(401);
    await revokeToken(page, 'Entra ID, next');
    expect(complaints).toEqual([]);
  });

  test('issues an OAuth client with its id and its secret', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/directory');
    const clients = page.getByRole('region', { name: 'OAuth clients' }).first();
    await clients.getByLabel('Label').fill('Okta');
    await clients.getByRole('button', { name: 'Issue client' }).click();
    const stored = clients.getByRole('button', { name: 'I have stored it' });
    await stored.waitFor();
    const [clientId = '', clientSecret = ''] = await clients.getByRole('definition').locator('code').allTextContents();
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    expect((await fetch(`${product.url}/scim/v2/token`, { method: 'POST', body })).status).toBe(200);
    await stored.click();
    await expect(page.getByText(clientSecret)).toHaveCount(0);
    expect(complaints).toEqual([]);
  });

  test('sets the roles of a group, and says when the directory has removed the group', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/directory');
    const directory = directoryWith(await issueToken(page, 'Groups'), product);
    await directory.writeGroup('Skills team');
    await page.reload();
    await page.getByRole('button', { name: 'Roles… of Skills team' }).click();
    await page.getByLabel('Report viewer', { exact: true }).check();
    await page.getByRole('button', { name: 'Save roles' }).click();
    await expect(row(page, 'Skills team')).toContainText('Report viewer');
    await page.getByRole('button', { name: 'Roles… of Skills team' }).click();
    await directory.removeGroup('Skills team');
    await page.getByRole('button', { name: 'Save roles' }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('There is no such group.');
    expect(complaints).toEqual([]);
  });

  test('says that the roles of a group stay while they alone make the last Global admin', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/directory');
    await revokeToken(page, 'Groups');
    const directory = directoryWith(await issueToken(page, 'Roles by groups'), product);
    await directory.writeGroup('Admins', [await directory.userId(GLOBAL_ADMIN)]);
    await page.reload();
    const setGroupRole = async (act: 'check' | 'uncheck'): Promise<void> => {
      await page.getByRole('button', { name: 'Roles… of Admins' }).click();
      await page.getByLabel('Global admin', { exact: true })[act]();
      await page.getByRole('button', { name: 'Save roles' }).click();
    };
    const setOwnRole = async (act: 'check' | 'uncheck'): Promise<void> => {
      await page.goto('/people?q=whitcombe');
      await page.getByRole('button', { name: 'More for Eleanor Whitcombe' }).click();
      await page.getByRole('button', { name: 'Roles…' }).click();
      await page.getByLabel('Global admin', { exact: true })[act]();
      await page.getByRole('button', { name: 'Save roles' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    };
    await setGroupRole('check');
    await expect(row(page, 'Admins')).toContainText('Global admin');
    await setOwnRole('uncheck');
    await page.goto('/people/directory');
    await setGroupRole('uncheck');
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('last Global admin');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await setOwnRole('check');
    await page.goto('/people/directory');
    await setGroupRole('uncheck');
    await expect(row(page, 'Admins')).not.toContainText('Global admin');
    await revokeToken(page, 'Roles by groups');
    expect(complaints).toEqual([]);
  });

  test('is for Global admins', async () => {
    const { page, complaints } = await product.signedIn(ACCOUNT_ADMIN, '/people/directory');
    await expect(page.getByRole('alert')).toContainText('GLOBAL_ADMIN');
    expect(complaints).toEqual([]);
  });
}
