import type { Page } from 'playwright-core';
import { barriers } from '../../support/barriers.ts';
import { cutOffAt, expect } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, EXECUTIVE, GLOBAL_ADMIN } from './accounts.ts';

/** One person. */
export function describePerson(product: Product): void {
  test('shows a person as far as the roles go', async () => {
    const open = async (account: string): Promise<Page> => {
      const { page } = await product.signedIn(account, '/people?q=sarpong');
      await page.getByRole('link', { name: 'Akosua Sarpong' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Akosua Sarpong');
      return page;
    };
    const admin = await open(GLOBAL_ADMIN);
    await expect(admin.getByRole('region', { name: 'Account' })).toContainText('first signed in on');
    await expect(admin.getByRole('row', { name: /Microsoft Learn/ })).toContainText('4551569');
    await expect(admin.getByRole('row', { name: /Azure Administrator Associate/ })).toContainText('Counted');
    expect(await barriers(admin)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(admin, width)).toEqual([]);
    const accounts = await open(ACCOUNT_ADMIN);
    await expect(accounts.getByText('Global admins and Partner admins see the links of a person.')).toBeVisible();
    await expect(accounts.getByRole('heading', { name: 'Credits' })).toHaveCount(0);
    const executive = await open(EXECUTIVE);
    await expect(executive.getByRole('heading', { name: 'Credits' })).toBeVisible();
    await expect(executive.getByRole('region', { name: 'Account' })).toHaveCount(0);
    await executive.goto('/people/00000000-0000-0000-0000-000000000000');
    await expect(executive.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  });
}
