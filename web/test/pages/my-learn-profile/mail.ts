import type { Locator, Page } from 'playwright-core';
import { barriers } from '../../support/barriers.ts';
import { answers, cutOffAt, expect, operationOf, tabTo } from '../../support/page.ts';
import type { Product } from '../../support/product.ts';

const RAVI = 'ravi.menon@harbour.example';
const MARTA = 'marta.kowalczyk@harbour.example';
const HANNAH = 'hannah.goldberg@harbour.example';
const GLOBAL_ADMIN = 'eleanor.whitcombe@harbour.example';

/** The section "Mail" of My Learn profile. */
export function describeMail(product: Product): void {
  test('stores each choice at once, by keyboard alone, and offers mail about leavers to administrators only', async () => {
    const { page, complaints } = await product.signedIn(RAVI, '/profile');
    const { section, renewals, nextLink } = mailOf(page);
    await expect(section.getByRole('checkbox')).toHaveCount(2);
    await expect(renewals).toBeChecked();
    await tabTo(page, renewals);
    await page.keyboard.press('Space');
    await expect(renewals).not.toBeChecked();
    await expect(renewals).toBeFocused();
    await tabTo(page, nextLink, { within: 1 });
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await page.reload();
    await expect(renewals).not.toBeChecked();
    await expect(nextLink).toBeChecked();
    const admin = await product.signedIn(GLOBAL_ADMIN, '/profile');
    await expect(mailOf(admin.page).section.getByRole('checkbox')).toHaveCount(3);
    expect(await barriers(admin.page)).toEqual([]);
    expect([...complaints, ...admin.complaints]).toEqual([]);
  });

  test('shows the choice of before, with the reason, where it was not stored', async () => {
    const { page } = await product.signedIn(RAVI, '/profile');
    const { section, nextLink } = mailOf(page);
    const noMail = { __typename: 'NoMailError', message: 'This installation sends no mail.' };
    await page.route('**/graphql', (route) => route.fulfill({ json: { data: { setMailPreferences: noMail } } }), ONCE);
    await nextLink.press('Space');
    await expect(section.getByRole('alert')).toContainText('This installation sends no mail.');
    await expect(nextLink).toBeChecked();
    await expect(nextLink).toBeFocused();
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    const errors = [{ message: 'Too many requests.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 2 } }];
    await page.route('**/graphql', (route) => route.fulfill({ status: 429, json: { errors } }), ONCE);
    await nextLink.press('Space');
    await expect(section.getByRole('alert')).toContainText('Too many requests.');
    await expect(nextLink).toBeChecked();
  });

  test('stores two choices of which the second is made before the answer to the first', async () => {
    const { page } = await product.signedIn(MARTA, '/profile');
    const { renewals, nextLink } = mailOf(page);
    const { promise: bothChosen, resolve: letGo } = Promise.withResolvers<undefined>();
    const stored = answers(page, 'ChooseMail');
    await page.route('**/graphql', (route) => bothChosen.then(() => route.continue()), ONCE);
    await renewals.press('Space');
    await nextLink.press('Space');
    await expect.poll(() => stored).toHaveLength(1);
    // The page reads again after that answer; what it then reads is of before the change that is still held.
    for (const box of [renewals, nextLink]) await expect(box).not.toBeChecked();
    letGo(undefined);
    await expect.poll(() => stored).toHaveLength(2);
    for (const box of [renewals, nextLink]) await expect(box).not.toBeChecked();
    await page.reload();
    for (const box of [renewals, nextLink]) await expect(box).not.toBeChecked();
  });

  test('shows what was stored last, though an earlier reading is answered after it', async () => {
    const { page } = await product.signedIn(HANNAH, '/profile');
    const { renewals, nextLink } = mailOf(page);
    const stored = answers(page, 'ChooseMail');
    const { promise: secondStored, resolve: letGo } = Promise.withResolvers<undefined>();
    let readings = 0;
    await page.route('**/graphql', async (route) => {
      if (operationOf(route.request()) !== 'MyLearnProfile') return route.continue();
      readings += 1;
      const answer = await route.fetch();
      if (readings === 1) await secondStored;
      return route.fulfill({ response: answer });
    });
    await renewals.press('Space');
    await expect.poll(() => readings).toBe(1);
    await nextLink.press('Space');
    await expect.poll(() => stored).toHaveLength(2);
    letGo(undefined);
    await expect.poll(() => readings).toBe(2);
    for (const box of [renewals, nextLink]) await expect(box).not.toBeChecked();
  });
}

type Mail = { readonly section: Locator; readonly renewals: Locator; readonly nextLink: Locator };

function mailOf(page: Page): Mail {
  const section = page.getByRole('region', { name: 'Mail' });
  const group = section.getByRole('group', { name: 'You get a mail' });
  const box = (name: RegExp): Locator => group.getByRole('checkbox', { name });
  return { section, renewals: box(/can be renewed or expires/), nextLink: box(/next link/) };
}

const ONCE = { times: 1 };
