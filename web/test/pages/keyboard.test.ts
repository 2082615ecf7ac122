import { describePages } from '../support/describe-pages.ts';
import { choose, expect, tabTo } from '../support/page.ts';

const AMARA = 'amara.okafor@harbour.example';
const ELEANOR = 'eleanor.whitcombe@harbour.example';

describePages('the keyboard alone', (product) => {
  test('links a profile', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/profile');
    await tabTo(page, page.getByRole('button', { name: 'Associate Microsoft Learn account' }));
    await page.keyboard.press('Enter');
    await choose(page, 'amara@home.example');
    await tabTo(page, page.getByRole('button', { name: 'Link profile 7204518' }));
    await page.keyboard.press('Enter');
    const slot = page.getByRole('region', { name: 'Microsoft Learn' });
    await expect(slot.getByText('Linked', { exact: true })).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('invites a user with a role', async () => {
    const { page, complaints } = await product.signedIn(ELEANOR, '/people');
    await tabTo(page, page.getByRole('link', { name: 'Invite…' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Name'));
    await page.keyboard.type('Noa Levi');
    await tabTo(page, page.getByLabel('Work address'));
    await page.keyboard.type('noa.levi@harbour.example');
    await tabTo(page, page.getByLabel('Report viewer', { exact: true }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Invite', exact: true }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('link', { name: 'Go to Noa Levi' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Account' })).toContainText('Report viewer');
    expect(complaints).toEqual([]);
  });

  test('deletes a user after the question, and restores the account', async () => {
    const { page, complaints } = await product.signedIn(ELEANOR, '/people?q=mensah');
    await tabTo(page, page.getByRole('button', { name: 'More for Samuel Mensah' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Delete…' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Delete user' }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Restore Samuel Mensah' }));
    await page.keyboard.press('Enter');
    await expect(page.getByText('Samuel Mensah is restored, with roles and links as before.')).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('filters a report and leads to its print', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/report');
    await tabTo(page, page.getByLabel('Name or certification'));
    await page.keyboard.type('azure');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\?q=azure$/);
    await tabTo(page, page.getByRole('link', { name: 'Print' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
    expect(complaints).toEqual([]);
  });
});
