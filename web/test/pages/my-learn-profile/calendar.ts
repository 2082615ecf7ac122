import type { Locator, Page } from 'playwright-core';
import { barriers } from '../../support/barriers.ts';
import { cutOffAt, expect, tabTo } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';

const GRETA = 'greta.lindqvist@nordlicht.example';

/** The section "Calendar" of My Learn profile. */
export function describeCalendar(product: Product): void {
  test('shows its address once, which opens it, and replaces and removes it, by keyboard alone', async () => {
    const { page, complaints } = await product.signedIn(GRETA, '/profile');
    const { section, heading, address } = calendarOf(page);
    const create = section.getByRole('button', { name: 'Create calendar address' });
    await tabTo(page, create);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(address).toBeVisible();
    await expect(heading).toBeFocused();
    await expect(section.getByText('Subscribe from web')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await tabTo(page, section.getByRole('button', { name: 'Copy address' }), { within: 1 });
    await expect(section.getByRole('definition').last()).toHaveText('not yet');
    const first = String(await address.textContent());
    const file = await fetch(first);
    expect([file.status, await file.text()]).toEqual([
      200,
      expect.stringMatching(/^BEGIN:VCALENDAR.*SUMMARY:Expires/s),
    ]);

    await page.reload();
    await expect(section.getByText(/^created on /)).toBeVisible();
    await expect(section.getByRole('definition').last()).toHaveText(/UTC$/);
    await expect(address).toHaveCount(0);
    const replace = section.getByRole('button', { name: 'Replace address…' });
    await tabTo(page, replace);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Replace the address?' })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(replace).toBeFocused();
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Replace address', exact: true }), { within: 1 });
    await page.keyboard.press('Enter');
    await expect(address).toBeVisible();
    await expect(heading).toBeFocused();
    const second = String(await address.textContent());
    expect((await fetch(first)).status).toBe(404);
    expect((await fetch(second)).status).toBe(200);

    await tabTo(page, section.getByRole('button', { name: 'Remove address…' }), { within: 3 });
    await page.keyboard.press('Enter');
    expect(await barriers(page)).toEqual([]);
    await tabTo(page, page.getByRole('button', { name: 'Remove address', exact: true }), { within: 1 });
    await page.keyboard.press('Enter');
    await expect(create).toBeVisible();
    await expect(heading).toBeFocused();
    await expect(address).toHaveCount(0);
    expect((await fetch(second)).status).toBe(404);
    expect(complaints).toEqual([]);
  });

  test('stays as it was, and says why, where an address is not made or not removed', async () => {
    const { page } = await product.signedIn(GRETA, '/profile');
    const { section } = calendarOf(page);
    const create = section.getByRole('button', { name: 'Create calendar address' });
    await rejectNext(page);
    await create.click();
    await expect(section.getByRole('alert')).toContainText('Too many requests.');
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    await create.click();
    await section.getByRole('button', { name: 'Remove address…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove the address?' });
    await rejectNext(page);
    await dialog.getByRole('button', { name: 'Remove address' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Too many requests.');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Remove address' }).click();
    await expect(create).toBeVisible();
    await expect(section.getByRole('alert')).toHaveCount(0);
  });
}

type Calendar = { readonly section: Locator; readonly heading: Locator; readonly address: Locator };

function calendarOf(page: Page): Calendar {
  const section = page.getByRole('region', { name: 'Calendar' });
  return { section, heading: section.getByRole('heading'), address: section.getByText(/^http.*\/calendar\/.*\.ics$/) };
}

async function rejectNext(page: Page): Promise<void> {
  const errors = [{ message: 'Too many requests.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 2 } }];
  await page.route('**/graphql', (route) => route.fulfill({ status: 429, json: { errors } }), { times: 1 });
}
