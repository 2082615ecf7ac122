import type { Page } from 'playwright-core';
import { barriers } from '../../support/barriers.ts';
import { cutOffAt, expect } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, GLOBAL_ADMIN } from './accounts.ts';
import { row } from './row.ts';

/** What the directory signs in with, and the roles of its groups. */
export function describeDirectory(product: Product): void {
  test('gives the secret of a token once, and ends the token', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/directory');
    const tokens = page.getByRole('region', { name: 'Tokens' }).first();
    await tokens.getByLabel('Label').fill('Entra ID');
    await tokens.getByRole('button', { name: 'Issue token' }).click();
    const secret = String(await tokens.getByText(/^scim_/).textContent());
    expect(await writeGroup(product, secret, 'Rotated')).toBe(201);
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
    await page.getByRole('button', { name: 'Revoke… Entra ID', exact: true }).click();
    await page.getByRole('button', { name: 'Revoke token' }).click();
    await expect(tokens.getByRole('rowheader')).toHaveText(['Entra ID, next']);
    expect(await writeGroup(product, secret, 'Late')).toBe(401);
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
    const secret = await issueToken(page);
    await writeGroup(product, secret, 'Skills team');
    await page.reload();
    await page.getByRole('button', { name: 'Roles… of Skills team' }).click();
    await page.getByLabel('Report viewer', { exact: true }).check();
    await page.getByRole('button', { name: 'Save roles' }).click();
    await expect(row(page, 'Skills team')).toContainText('Report viewer');
    await page.getByRole('button', { name: 'Roles… of Skills team' }).click();
    await removeGroup(product, secret, 'Skills team');
    await page.getByRole('button', { name: 'Save roles' }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('There is no such group.');
    expect(complaints).toEqual([]);
  });

  test('is for Global admins', async () => {
    const { page, complaints } = await product.signedIn(ACCOUNT_ADMIN, '/people/directory');
    await expect(page.getByRole('alert')).toContainText('GLOBAL_ADMIN');
    expect(complaints).toEqual([]);
  });
}

/** Issues a token and reads its secret. */
async function issueToken(page: Page): Promise<string> {
  const tokens = page.getByRole('region', { name: 'Tokens' }).first();
  await tokens.getByLabel('Label').fill('Groups');
  await tokens.getByRole('button', { name: 'Issue token' }).click();
  return String(await tokens.getByText(/^scim_/).textContent());
}

/** What the directory does: the status of its request. */
async function writeGroup(product: Product, secret: string, displayName: string): Promise<number> {
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  const body = JSON.stringify({ schemas, displayName });
  return (await scim(product, secret, '/Groups', { method: 'POST', body })).status;
}

async function removeGroup(product: Product, secret: string, displayName: string): Promise<void> {
  const filter = new URLSearchParams({ filter: `displayName eq "${displayName}"` });
  const { Resources } = (await (await scim(product, secret, `/Groups?${filter}`)).json()) as {
    Resources: { id: string }[];
  };
  await scim(product, secret, `/Groups/${Resources[0]?.id}`, { method: 'DELETE' });
}

function scim(product: Product, secret: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' };
  return fetch(`${product.url}/scim/v2${path}`, { ...init, headers });
}
