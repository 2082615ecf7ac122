import { barriers } from '../../support/barriers.ts';
import { expect } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';
import { ACCOUNT_ADMIN, CLIPBOARD, GLOBAL_ADMIN, PARTNER_ADMIN } from './accounts.ts';
import { press, row } from './row.ts';

/** The acts on a person. */
export function describeActs(product: Product): void {
  test('copies a reminder with the address of the profile, and shows it where copying is not allowed', async () => {
    const { page } = await product.signedIn(PARTNER_ADMIN, '/people?state=NOT_LINKED', CLIPBOARD);
    await page.getByRole('button', { name: 'Copy reminder for Arjun Nair' }).click();
    await expect(row(page, 'Arjun Nair').getByRole('status')).toHaveText('Copied');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('Hello Arjun Nair');
    expect(text).toContain(`${product.url}/profile`);
    await page.context().clearPermissions();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
    });
    await page.getByRole('button', { name: 'Copy reminder for Viktor Petrov' }).click();
    await expect(page.getByLabel('Copy this text')).toHaveValue(/Hello Viktor Petrov/);
  });

  test('resends an invitation and offers its text', async () => {
    const { page, complaints } = await product.signedIn(ACCOUNT_ADMIN, '/people?state=INVITATION_PENDING', CLIPBOARD);
    await page.getByRole('button', { name: 'Resend the invitation of Katharina Reinhardt' }).click();
    await expect(row(page, 'Katharina Reinhardt')).toContainText(/Invited today|on its way by mail/);
    await expect(page.getByText('The invitation is on its way by mail.')).toBeVisible();
    await page.getByRole('button', { name: 'Copy invitation' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('katharina.reinhardt@harbour.example');
    expect(complaints).toEqual([]);
  });

  test('corrects the address of an invitation, with each rejection at the field', async () => {
    const { page, complaints } = await product.signedIn(ACCOUNT_ADMIN, '/people?state=INVITATION_PENDING');
    await page.getByRole('button', { name: 'Correct address… of Freya Llewellyn' }).click();
    const address = page.getByRole('dialog').getByLabel('Work address');
    const correct = page.getByRole('button', { name: 'Correct address', exact: true });
    await address.fill('freya@harbour');
    await correct.click();
    await expect(address).toHaveAccessibleDescription(/This is no e-mail address/);
    await address.fill('ARJUN.nair@harbour.example');
    await correct.click();
    await expect(address).toHaveAccessibleDescription(/has this address already/);
    await expect(page.getByRole('link', { name: 'Go to Arjun Nair' })).toBeVisible();
    await address.fill('freya.hughes@harbour.example');
    await correct.click();
    await expect(row(page, 'Freya Llewellyn')).toContainText('freya.hughes@harbour.example');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(complaints).toEqual([]);
  });

  test('sets roles by keyboard, and says why the last Global admin stays one', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people?q=harbour');
    const more = page.getByRole('button', { name: 'More for Eleanor Whitcombe' });
    await press(more, 'Enter');
    await press(page.getByRole('button', { name: 'Roles…' }), 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Roles of Eleanor Whitcombe' });
    await expect(dialog).toContainText('These are your own roles.');
    await press(dialog.getByLabel('Global admin'), 'Space');
    expect(await barriers(page)).toEqual([]);
    await press(dialog.getByRole('button', { name: 'Save roles' }), 'Enter');
    await expect(dialog.getByRole('alert')).toContainText('This is the organization’s last Global admin.');
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
    await press(page.getByRole('button', { name: 'More for Amara Okafor' }), 'Enter');
    await press(page.getByRole('button', { name: 'Roles…' }), 'Enter');
    await press(page.getByLabel('Executive report viewer'), 'Space');
    await press(page.getByRole('button', { name: 'Save roles' }), 'Enter');
    await expect(
      page.getByText('Roles of Amara Okafor from now on: Partner admin, Executive report viewer.'),
    ).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('says before a deletion what leaves report and score and when, and undoes it', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people?q=mensah');
    await page.getByRole('button', { name: 'More for Samuel Mensah' }).click();
    await page.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Samuel Mensah?' });
    await expect(dialog.getByRole('definition')).toHaveText([
      'Ends at once.',
      `Leaves report and score on 10 ${nextMonth()}; counts until then.`,
      'Infrastructure (Azure) falls from 68 to 64.',
      'For 30 days, by a Global admin.',
    ]);
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete user' }).click();
    await expect(row(page, 'Samuel Mensah')).toContainText(`Counts until 10 ${nextMonth()}`);
    await expect(page.getByText(/Samuel Mensah is deleted\. Can be restored until/)).toBeVisible();
    await page.getByRole('button', { name: 'Restore Samuel Mensah' }).click();
    await expect(page.getByText('Samuel Mensah is restored, with roles and links as before.')).toBeVisible();
    await expect(row(page, 'Samuel Mensah')).toContainText('Linked');
    expect(complaints).toEqual([]);
  });

  test('withdraws an invitation, of which nothing counts, and finds it among the deleted', async () => {
    const { page } = await product.signedIn(GLOBAL_ADMIN, '/people?q=zanele');
    await page.getByRole('button', { name: 'More for Zanele Dlamini' }).click();
    await page.getByRole('button', { name: 'Withdraw invitation…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Withdraw the invitation of Zanele Dlamini?' });
    await expect(dialog).toContainText('Nothing changes: the invitation was never accepted.');
    await dialog.getByRole('button', { name: 'Withdraw invitation' }).click();
    await expect(page.getByText('The invitation of Zanele Dlamini is withdrawn.')).toBeVisible();
    await page.getByRole('link', { name: /^Deleted/ }).click();
    await page.getByRole('button', { name: 'Restore Zanele Dlamini' }).click();
    await expect(row(page, 'Zanele Dlamini')).toHaveCount(0);
  });
}

/** The month of the report at which a person who leaves now is gone: Jan 2027. */
function nextMonth(): string {
  const now = new Date();
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  return new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(next);
}
