import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { barriers } from '../../support/barriers.ts';
import { expect } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, GLOBAL_ADMIN } from './accounts.ts';
import { row } from './row.ts';
import { directoryWith, issueToken, revokeToken } from './scim.ts';

/** What a page says when the state of a person has changed since it was loaded, or differs elsewhere. */
export function describeRejections(product: Product): void {
  test('an invitation that was withdrawn meanwhile is not resent, and the page says what helps', async () => {
    const { page, complaints } = await product.signedIn(ACCOUNT_ADMIN, '/people?q=zanele');
    const resend = page.getByRole('button', { name: 'Resend the invitation of Zanele Dlamini' });
    await resend.waitFor();
    const other = await product.signedIn(GLOBAL_ADMIN, '/people?q=zanele');
    await withdraw(other.page, 'Zanele Dlamini');
    await resend.click();
    await expect(page.getByRole('alert')).toContainText('This invitation is not open any more.');
    expect(await barriers(page)).toEqual([]);
    await other.page.goto('/people?state=DELETED&q=zanele');
    await other.page.getByRole('button', { name: 'Restore Zanele Dlamini' }).click();
    await expect(other.page.getByText('Zanele Dlamini is restored')).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('a user is not restored while another one has the address, and the page leads to that one', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/invite');
    await invite(page, 'Grace Evans', 'grace.evans@harbour.example');
    await page.goto('/people?q=evans');
    await withdraw(page, 'Grace Evans');
    await page.goto('/people/invite');
    await invite(page, 'Grace Hall', 'grace.hall@harbour.example');
    await page.goto('/people?q=hall');
    await page.getByRole('button', { name: 'Correct address… of Grace Hall' }).click();
    await page.getByRole('dialog').getByLabel('Work address').fill('grace.evans@harbour.example');
    await page.getByRole('button', { name: 'Correct address', exact: true }).click();
    await expect(row(page, 'Grace Hall')).toContainText('grace.evans@harbour.example');
    await page.goto('/people?state=DELETED&q=evans');
    await page.getByRole('button', { name: 'Restore Grace Evans' }).click();
    await expect(page.getByRole('alert')).toContainText('has this address');
    await page.getByRole('link', { name: 'Go to Grace Hall' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Grace Hall');
    expect(complaints).toEqual([]);
  });

  test('a user is not restored after 30 days, even by a page that was loaded before', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people');
    await page.clock.setFixedTime(new Date('2020-01-01T00:00:00Z'));
    await page.goto('/people?state=DELETED&q=cardoso');
    await page.getByRole('button', { name: 'Restore João Cardoso' }).click();
    await expect(page.getByRole('alert')).toContainText('Invite the person again.');
    expect(complaints).toEqual([]);
  });

  test('the page of a person says that the directory knows them by another id, and what to map', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people/directory');
    const directory = directoryWith(await issueToken(page, 'Mismatch'), product);
    const externalId = randomUUID();
    expect(await directory.changeExternalId('arjun.nair@harbour.example', externalId)).toBe(400);
    await revokeToken(page, 'Mismatch');
    await page.goto('/people?q=arjun');
    await expect(row(page, 'Arjun Nair')).toContainText('The directory and the sign-in have different ids.');
    await page.getByRole('link', { name: 'Arjun Nair' }).click();
    const account = page.getByRole('region', { name: 'Account' });
    await expect(account).toContainText('Map externalId to the object id in the directory.');
    await expect(account.getByRole('definition').filter({ hasText: externalId })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

async function withdraw(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('button', { name: 'Withdraw invitation…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw invitation' }).click();
  await expect(page.getByText(`The invitation of ${name} is withdrawn.`)).toBeVisible();
}

async function invite(page: Page, name: string, address: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Work address').fill(address);
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByText(`${name} is invited.`)).toBeVisible();
}
