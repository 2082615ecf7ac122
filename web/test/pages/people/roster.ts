import { barriers } from '../../support/barriers.ts';
import { cutOffAt, expect, requests } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, EXECUTIVE, GLOBAL_ADMIN, PARTNER_ADMIN, REPORT_VIEWER } from './accounts.ts';
import { row } from './row.ts';

/** The roster: states, filters, pages. */
export function describeRoster(product: Product): void {
  test('shows who is linked, and why others are not, for two requests', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people');
    await expect(
      page.getByText('53 of 72 people are linked. 12 are not, 3 have never signed in, 4 are leaving.'),
    ).toBeVisible();
    await expect(row(page, 'Arjun Nair')).toContainText(/Not linked.*Removed access on/);
    await expect(row(page, 'Amara Okafor')).toContainText(/Not linked.*Signed in on .*, has not linked/);
    await expect(row(page, 'Aroha Ngata')).toContainText(/Not linked.*Linked the profile at another company on/);
    await expect(row(page, 'Freya Llewellyn')).toContainText(/Never signed in.*Invited \d+ days ago/);
    await expect(row(page, 'Chiara Gallo')).toContainText(/Leaving.*Counts until 10 /);
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    const asked = requests(page);
    await page.reload();
    await expect(row(page, 'Amara Okafor')).toBeVisible();
    expect(asked.toSorted()).toEqual(['Me', 'People']);
    expect(complaints).toEqual([]);
  });

  test('filters by state, text and order, each in the address, for one request', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people');
    await page.getByRole('link', { name: 'Leaving 4' }).click();
    await expect(page).toHaveURL(`${product.url}/people?state=LEAVING`);
    await expect(page.getByRole('rowheader')).toHaveCount(4);
    const asked = requests(page);
    await page.getByRole('link', { name: 'Not linked 12' }).click();
    await expect(page.getByRole('rowheader')).toHaveCount(12);
    expect(asked).toEqual(['People']);
    await page.getByLabel('Search by name or address').fill('okafor@');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('rowheader')).toHaveText([/Amara Okafor/]);
    await expect(page).toHaveURL(`${product.url}/people?state=NOT_LINKED&q=okafor%40`);
    await page.getByRole('link', { name: 'Leaving 4' }).click();
    await expect(page.getByText('No person of this list matches.')).toBeVisible();
    await page.getByRole('link', { name: 'Clear the search' }).click();
    await page.getByRole('link', { name: 'Person' }).click();
    await expect(page.getByRole('columnheader', { name: 'Person' })).toHaveAttribute('aria-sort', 'ascending');
    await page.goBack();
    await page.goBack();
    await expect(page.getByLabel('Search by name or address')).toHaveValue('okafor@');
    expect(complaints).toEqual([]);
  });

  test('shows 50 people a page, and moves the focus to the next page', async () => {
    const { page } = await product.signedIn(GLOBAL_ADMIN, '/people');
    await expect(page.getByRole('rowheader')).toHaveCount(50);
    await page.getByRole('link', { name: 'Next 50' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('rowheader')).toHaveCount(22);
    await expect(page.getByRole('region', { name: 'People', exact: true })).toBeFocused();
    await page.getByRole('link', { name: 'First page' }).click();
    await expect(page.getByRole('rowheader')).toHaveCount(50);
  });

  test.each([
    ['a Partner admin', 'Arjun Nair', PARTNER_ADMIN, ['Copy reminder for Arjun Nair']],
    ['a Partner admin', 'Freya Llewellyn', PARTNER_ADMIN, []],
    ['an Executive report viewer', 'Arjun Nair', EXECUTIVE, ['Copy reminder for Arjun Nair']],
    ['an Executive report viewer', 'Chiara Gallo', EXECUTIVE, []],
    ['an Account admin', 'Eleanor Whitcombe', ACCOUNT_ADMIN, []],
    ['an Account admin', 'Chiara Gallo', ACCOUNT_ADMIN, []],
    [
      'an Account admin',
      'Freya Llewellyn',
      ACCOUNT_ADMIN,
      ['Resend the invitation of Freya Llewellyn', 'Correct address… of Freya Llewellyn', 'More for Freya Llewellyn'],
    ],
    ['a Global admin', 'Chiara Gallo', GLOBAL_ADMIN, ['Restore Chiara Gallo']],
  ])('offers %s what they may do for %s', async (_, person, account, acts) => {
    const { page, complaints } = await product.signedIn(account, `/people?q=${encodeURIComponent(person)}`);
    await expect(row(page, person)).toBeVisible();
    const buttons = await row(page, person).getByRole('button').all();
    const names = buttons.map((button) => button.getAttribute('aria-label'));
    expect(await Promise.all(names)).toEqual(acts);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['fewer', GLOBAL_ADMIN, 'REPORT_VIEWER', 1],
    ['more', EXECUTIVE, 'GLOBAL_ADMIN', 0],
  ])('asks again where the browser remembers %s roles than the user has', async (_, account, remembered, acts) => {
    const { page, complaints } = await product.signedIn(account, '/people?q=gallo');
    await expect(row(page, 'Chiara Gallo')).toBeVisible();
    await page.evaluate((roles) => localStorage.setItem('roles', roles), remembered);
    const asked = requests(page);
    await page.reload();
    await expect(row(page, 'Chiara Gallo')).toBeVisible();
    await expect(row(page, 'Chiara Gallo').getByRole('button')).toHaveCount(acts);
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(asked.toSorted()).toEqual(['Me', 'People', 'People']);
    expect(complaints).toEqual([]);
  });

  test('names the role that the page takes to a user without it', async () => {
    const { page, complaints } = await product.signedIn(REPORT_VIEWER, '/people');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You may not see this page');
    await expect(page.getByRole('alert')).toContainText('EXECUTIVE_REPORT_VIEWER');
    await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'People' })).toHaveCount(0);
    expect(complaints).toEqual([]);
  });
}
