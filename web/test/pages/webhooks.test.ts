import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { cutOffAt, expect } from '../support/page.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

const GLOBAL_ADMIN = 'eleanor.whitcombe@harbour.example';
const PARTNER_ADMIN = 'amara.okafor@harbour.example';

describePages('webhooks', (product) => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(() => {
    receiver.status = 200;
  });

  test('are registered from the list by keyboard; the secret is shown once, and a test shows the answer at once', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/integrations/webhooks');
    await page.getByRole('link', { name: 'Register…' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Register a webhook');
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    await fill(page, 'Learning portal', receiver.url);
    await page.getByRole('button', { name: 'Register webhook' }).press('Enter');
    const secret = String(await page.getByText(/^whsec_/).textContent());
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    await page.getByRole('button', { name: 'I have stored it' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Learning portal');
    await expect(page.getByText('No event yet')).toBeVisible();
    await expect(page.getByText(secret)).toHaveCount(0);
    await page.getByRole('button', { name: 'Send test event' }).press('Enter');
    await expect(page.getByText(/The receiver accepted the test\. Answered 200 after \d+ ms/)).toBeVisible();
    await expect(page.getByText('<b>answer 200</b>')).toBeVisible();
    await expect(row(page, 'webhook.test')).toContainText('Delivered');
    await expect(page.getByText('Delivering')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('show a rejected address, and no tick, at the field, and keep what was typed', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/integrations/webhooks/register');
    const register = page.getByRole('button', { name: 'Register webhook' });
    await fill(page, 'Typed', 'http://hooks.contoso.example/');
    await register.click();
    await expect(page.getByLabel('Address')).toHaveAccessibleDescription('The address has to begin with https://.');
    await fill(page, 'Typed', 'https://user:word@hooks.contoso.example/');
    await register.click();
    await expect(page.getByLabel('Address')).toHaveAccessibleDescription(/Leave user name and password out/);
    await page.getByLabel('Events').selectOption('Some types');
    await register.click();
    await expect(page.getByLabel('Events')).toHaveAccessibleDescription('Tick at least one type.');
    await expect(page.getByLabel('Label')).toHaveValue('Typed');
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('say what a rejected test needs, show each attempt, and send an event again', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/integrations/webhooks');
    await register(page, 'Failing', receiver.url);
    receiver.status = 500;
    await page.getByLabel('Event', { exact: true }).selectOption({ label: 'credit.counted, an example' });
    await page.getByRole('button', { name: 'Send test event' }).click();
    await expect(page.getByRole('alert')).toContainText(
      /The test did not arrive\. Answered 500 after \d+ ms\. A receiver/,
    );
    await expect(row(page, 'credit.counted')).toContainText('Given up');
    const explain = row(page, 'credit.counted').getByRole('button', { name: /^Attempts…/ });
    await explain.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Attempts of credit.counted' });
    await expect(dialog.getByRole('listitem')).toHaveText([/^Answered 500 after \d+ ms ?Test, .*<b>answer 500<\/b>$/s]);
    await dialog.getByText('What was sent').click();
    await expect(dialog.getByText('"type":"credit.counted"')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(explain).toBeFocused();
    receiver.status = 204;
    await row(page, 'credit.counted')
      .getByRole('button', { name: /^Send again/ })
      .press('Enter');
    await expect(page.getByText(/The receiver accepted the event\. Answered 204/)).toBeVisible();
    await expect(row(page, 'credit.counted')).toContainText('Delivered');
    await page.getByLabel('State').selectOption('Given up');
    await expect(page.getByText('No event has this state.')).toBeVisible();
    await expect(page).toHaveURL(/state=GIVEN_UP/);
    expect(complaints).toEqual([]);
  });

  test('are paused, resumed, changed, given a new secret, replayed and deleted', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/integrations/webhooks');
    await register(page, 'Changing', receiver.url);
    await page.getByRole('button', { name: 'Pause' }).press('Enter');
    await expect(page.getByText('Paused. Events are held')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Resume…' }).press('Enter');
    await page.getByRole('button', { name: 'Resume webhook' }).press('Enter');
    await expect(page.getByText('Active. 0 events are sent now.')).toBeVisible();
    await page.getByRole('button', { name: 'New secret…' }).press('Enter');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make new secret' }).press('Enter');
    await expect(page.getByText(/^whsec_/)).toBeVisible();
    await expect(page.getByText('The previous secret also signs for another day.')).toBeVisible();
    receiver.requests.length = 0;
    await page.getByRole('button', { name: 'Send test event' }).click();
    await expect(page.getByText('The receiver accepted the test.')).toBeVisible();
    expect(String(receiver.requests[0]?.['webhook-signature']).split(' ')).toHaveLength(2);
    await page.getByRole('button', { name: 'Send events again…' }).press('Enter');
    await page.getByLabel('Since (UTC)').fill('2020-01-01T00:00');
    await page.getByRole('button', { name: 'Send events', exact: true }).press('Enter');
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('Events are kept for 30 days. Begin at');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Change…' }).press('Enter');
    await page.getByLabel('Label').fill('Changed');
    await page.getByLabel('Events').selectOption('Some types');
    await page.getByLabel('report.published').check();
    await page.getByRole('button', { name: 'Save changes' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Changed');
    await expect(page.getByText('report.published', { exact: true }).first()).toBeVisible();
    const other = await product.signedIn(GLOBAL_ADMIN, new URL(page.url()).pathname);
    await page.getByRole('button', { name: 'Delete…' }).press('Enter');
    await expect(page.getByRole('dialog')).toContainText('This cannot be undone.');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete webhook' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Webhooks');
    await expect(row(page, 'Changed')).toHaveCount(0);
    await other.page.getByRole('button', { name: 'Pause' }).click();
    await expect(other.page.getByRole('alert')).toContainText('This webhook was deleted meanwhile.');
    expect(complaints).toEqual([]);
  });

  test('say when tests come too fast, and what is failing, held or disabled', async () => {
    const { page } = await product.signedIn(GLOBAL_ADMIN, '/integrations/webhooks');
    await page.getByRole('link', { name: 'Learning portal' }).first().click();
    const errors = [{ message: 'Ten times a minute.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 2 } }];
    await page.route('**/graphql', (route) => route.fulfill({ status: 429, json: { errors } }), { times: 1 });
    await page.getByRole('button', { name: 'Send test event' }).click();
    await expect(page.getByRole('alert')).toContainText('Ten times a minute.');
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      const webhook = body.data?.callerOrganization?.webhooks?.nodes[0];
      if (webhook !== undefined)
        Object.assign(webhook, {
          state: 'DISABLED',
          disabledReason: 'ANSWERED_GONE',
          health: { ...webhook.health, waiting: 3 },
        });
      await route.fulfill({ response, json: body });
    });
    await page.goto('/integrations/webhooks');
    await expect(page.getByRole('row').nth(1)).toContainText(/Disabled.*3 events are held\..*answered 410/s);
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
  });

  test('are for Global admins, and an unknown one is no page', async () => {
    const { page, complaints } = await product.signedIn(PARTNER_ADMIN, '/integrations/webhooks');
    await expect(page.getByRole('alert')).toContainText('GLOBAL_ADMIN');
    await expect(page.getByRole('link', { name: 'Webhooks' })).toHaveCount(0);
    await page.goto('/integrations/webhooks/register');
    await expect(page.getByRole('alert')).toContainText('GLOBAL_ADMIN');
    const admin = await product.signedIn(GLOBAL_ADMIN, '/integrations/webhooks/0193a5b0-c1f2-7c1e-8f7a-4d3b2c1a0f9e');
    await expect(admin.page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
    expect(complaints).toEqual([]);
  });
});

async function fill(page: Page, label: string, url: string): Promise<void> {
  await page.getByLabel('Label').fill(label);
  await page.getByLabel('Address').fill(url);
}

async function register(page: Page, label: string, url: string): Promise<void> {
  await page.getByRole('link', { name: 'Register…' }).click();
  await fill(page, label, url);
  await page.getByRole('button', { name: 'Register webhook' }).click();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(label);
}

function row(page: Page, text: string) {
  return page.getByRole('row').filter({ hasText: text });
}
