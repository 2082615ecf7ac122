import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { cutOffAt, expect, requests } from '../support/page.ts';

const AMARA = 'amara.okafor@harbour.example';
/** Sees reports without names. */
const PRIYA = 'priya.raghunathan@nordlicht.example';
/** Sees no reports. */
const CHEN = 'mei-ling.chen@nordlicht.example';

describePages('the Skills Report', (product) => {
  test('opens with the newest report, at its permanent address', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/profile');
    await page.getByRole('link', { name: 'Skills Report' }).click();
    await expect(page).toHaveURL(/\/skills\/report\/\d{4}-\d\d$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Skills Report \w+ \d{4}$/);
    await expect(page.getByText('It never changes.')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    const asked = requests(page);
    await page.reload();
    await expect(page.getByRole('status').filter({ hasText: /rows$/ })).toBeVisible();
    expect(asked.toSorted()).toEqual(['Me', 'SkillsReport']);
    const person = page.locator('tbody th').first().getByRole('link');
    const name = String(await person.textContent());
    await person.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    expect(complaints).toEqual([]);
  });

  test('filters by addresses that survive a reload and going back', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/report');
    const all = await rowsOf(page);
    await page.getByLabel('Name or certification').fill('azure');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\?q=azure$/);
    await page.getByLabel('Counts for').selectOption({ label: 'Infrastructure (Azure)' });
    await expect(page).toHaveURL(/relevantTo=infrastructure/);
    await page.reload();
    await expect(page.getByLabel('Name or certification')).toHaveValue('azure');
    const found = await rowsOf(page);
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);
    for (const row of await page.locator('tbody tr').allTextContents()) expect(row).toMatch(/azure/i);
    await page.goBack();
    await expect(page.getByLabel('Counts for')).toHaveValue('');
    await page.getByRole('link', { name: 'Clear filters' }).click();
    await expect(page.getByRole('status').filter({ hasText: `${all} rows` })).toBeVisible();
    await expect(page.getByLabel('Name or certification')).toHaveValue('');
  });

  test('says what helps when nothing fits, and when the address has a mistake', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/report');
    await page.getByLabel('Name or certification').fill('no such thing');
    await page.getByRole('button', { name: 'Filter' }).click();
    await expect(page.getByText('No row of this report fits the filters.')).toBeVisible();
    await page.goto(`${page.url().split('?')[0]}?relevantTo=nonsense`);
    await expect(page.getByRole('alert')).toContainText('no version of the rules has a designation');
    await page.getByRole('link', { name: 'Show the whole report' }).click();
    await expect(page.locator('tbody tr')).toHaveCount(50);
  });

  test('sorts by the head of a column, by keyboard too, and pages by 50', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/report');
    await expect(page.getByRole('columnheader', { name: 'Person' })).toHaveAttribute('aria-sort', 'ascending');
    await page.getByRole('link', { name: 'Valid until' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('columnheader', { name: 'Valid until' })).toHaveAttribute('aria-sort', 'ascending');
    await expect(page).toHaveURL(/\?order=EXPIRES_ON_ASC$/);
    const first = await page.locator('tbody tr').first().textContent();
    await page.getByRole('link', { name: 'Next 50' }).click();
    await expect(page.getByRole('region', { name: 'Rows of the report' })).toBeFocused();
    expect(await page.locator('tbody tr').allTextContents()).not.toContain(first);
    await page.getByRole('link', { name: 'First page' }).click();
    await expect(page.locator('tbody tr').first()).toHaveText(String(first));
  });

  test('leads to every other month', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/report');
    await page.getByRole('button', { name: 'All months' }).press('Enter');
    const months = page.getByRole('group', { name: 'All months' }).getByRole('link');
    expect(await months.count()).toBeGreaterThan(12);
    const oldest = String(await months.last().textContent());
    await months.last().press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Skills Report ${oldest}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.getByRole('link', { name: 'Changes' }).click();
    await expect(page.getByText('This is the first report.')).toBeVisible();
  });

  test('says of a month without a report when the next is taken, or which is the first', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/report/2999-01');
    await expect(
      page.getByText(/no report of January 2999 yet\. The next one is published on \d+ \w+ \d{4}/),
    ).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.goto('/skills/report/2001-01');
    await expect(page.getByText(/no report of January 2001\. The first one is of \w+ \d{4}/)).toBeVisible();
    await page.getByRole('link', { name: /^Open the report of/ }).click();
    await expect(page.getByText('It never changes.')).toBeVisible();
    await page.goto('/skills/report/next');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  });

  test('shows what changed since an earlier report, and why', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/report');
    await page.getByRole('link', { name: 'See what changed' }).click();
    await expect(
      page.getByText(/^Since \w+ \d{4}: \d+ rows? gained, \d+ lost; \d+ (person|people) came/),
    ).toBeVisible();
    await page.getByText('Show as table').click();
    await expect(page.getByRole('columnheader', { name: 'Rows gained' })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Rows lost' });
    await expect(page).toHaveURL(/change=LOST/);
    const rows = page.getByRole('region', { name: 'Rows gained and lost' }).locator('tbody tr');
    await expect(rows.filter({ hasText: 'Gained' })).toHaveCount(0);
    for (const why of await rows.locator('td:nth-child(4)').allTextContents()) expect(why).not.toBe('');
    const choices = page.getByLabel('Compare with');
    await choices.selectOption({ index: 5 });
    await expect(page).toHaveURL(/since=\d{4}-\d\d/);
    expect(complaints).toEqual([]);
  });

  test('shows the day of a report as it is known today', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/report');
    await page.getByRole('link', { name: '‹' }).click();
    await page.getByRole('link', { name: 'As known today' }).click();
    await expect(page.getByRole('heading', { name: 'Scores' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Scores' }).locator('tbody tr')).toHaveCount(6);
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('copies its permanent address with the filters', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/report', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await expect(page).toHaveURL(/\d{4}-\d\d$/);
    const address = `${page.url()}?q=azure`;
    await page.goto(address);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  });

  test('prints all rows, with the month and the permanent address on every sheet', async () => {
    const { page } = await product.signedIn(AMARA, '/skills/report');
    const all = await rowsOf(page);
    const address = page.url();
    await page.getByRole('link', { name: 'Print' }).click();
    await expect(page).toHaveURL(`${address}/print`);
    await expect(page.locator('tbody tr')).toHaveCount(all);
    const foot = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--foot-of-sheets'),
    );
    expect(foot).toMatch(/^"Skills Report \w+ \d{4} · /);
    expect(foot).toContain(address);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('button')).toHaveCount(0);
    const pdf = (await page.pdf({ tagged: true, preferCSSPageSize: true })).toString('latin1');
    expect([pdf.includes('/StructTreeRoot'), pdf.includes('/Lang (en)')]).toEqual([true, true]);
  });

  test('shows references instead of names to a role that sees none', async () => {
    const { page } = await product.signedIn(PRIYA, '/skills/report');
    await expect(page.getByText('Your role sees no names')).toBeVisible();
    await expect(page.locator('tbody th').first()).toHaveText(/^Person [0-9a-f]{8}$/);
    await expect(page.locator('tbody th').getByRole('link')).toHaveCount(0);
    await expect(page.getByRole('columnheader', { name: 'Profile' })).toHaveCount(0);
    await expect(page.getByLabel('Certification')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });

  test('names the role that it takes', async () => {
    const { page } = await product.signedIn(CHEN, '/skills/report');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You may not see this page');
    await expect(page.getByRole('alert')).toContainText('REPORT_VIEWER');
    await expect(page.getByRole('link', { name: 'Skills Report' })).toHaveCount(0);
  });

  test('has Learn analytics beside it, for any range', async () => {
    const { page, complaints } = await product.signedIn(AMARA, '/skills/learn');
    await expect(page.getByRole('img', { name: /^Modules by month\. Most in/ })).toBeVisible();
    for (const by of ['By title', 'By role', 'By product'])
      await expect(page.getByRole('heading', { name: by })).toBeVisible();
    await page.getByText('Show as table').first().click();
    expect(await barriers(page)).toEqual([]);
    for (const width of [320, 390, 768]) expect(await cutOffAt(page, width)).toEqual([]);
    await page.getByLabel('From').fill('2019-01-01');
    await page.getByLabel('To').fill('2019-02-01');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByText('Nothing was completed between these days.')).toBeVisible();
    await page.getByRole('link', { name: 'The last twelve months' }).click();
    await expect(page.getByRole('heading', { name: 'By role' })).toBeVisible();
    expect(complaints).toEqual([]);
  });
});

/** The number of rows that the page says it found. */
async function rowsOf(page: Page): Promise<number> {
  const found = page.getByRole('status').filter({ hasText: /^[\d,]+ rows?$/ });
  await expect(found).toBeVisible();
  return Number.parseInt(String(await found.textContent()).replace(',', ''), 10);
}
