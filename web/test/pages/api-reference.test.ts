import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describePages } from '../support/describe-pages.ts';
import { cutOffAt, expect } from '../support/page.ts';

const WRITE = fileURLToPath(new URL('../../../development/console/dist/write-api-reference.js', import.meta.url));
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search' });

describePages('the API reference', (product) => {
  it('is served by the console: the search leads from any page to an operation, without a complaint of the browser', async () => {
    const { page, complaints } = await product.visit('/console/api');
    await page.getByRole('navigation').getByRole('link', { name: 'All types' }).click();
    await page.getByRole('link', { name: 'CreditState', exact: true }).click();
    await search(page).fill('confirm association');
    await expect(page.getByRole('status')).toHaveText(/^\d+ found/);
    await search(page).press('Enter');
    await expect(page).toHaveURL(/\/console\/api\/linking\.html#Mutation\.confirmAssociation$/);
    await expect(page.getByRole('heading', { name: 'confirmAssociation mutation' })).toBeInViewport();
    expect(complaints).toEqual([]);
  });

  it('has no barriers, in both themes, with an example and results of the search open, and fits a narrow window', async () => {
    const { page } = await product.visit('/console/api/webhooks.html');
    await page.getByText('Register a webhook').click();
    await search(page).fill('webhook');
    await expect(page.getByRole('link', { name: /^registerWebhook operation/ })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    expect(await cutOffAt(page, 320)).toEqual([]);
    for (const path of ['index.html', 'types/index.html', 'types/Organization.html']) {
      await page.goto(`/console/api/${path}`);
      expect([path, await barriers(page)]).toEqual([path, []]);
      expect([path, await cutOffAt(page, 320)]).toEqual([path, []]);
    }
  });

  it('is used by the keyboard alone', async () => {
    const { page } = await product.visit('/console/api/');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await search(page).focus();
    await page.keyboard.type('inviteUser');
    await expect(page.getByRole('link', { name: /^inviteUser operation/ })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('link', { name: /^inviteUser operation/ })).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(search(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(search(page)).toHaveValue('');
    await page.keyboard.type('qwertyuiop');
    await expect(page.getByRole('status')).toHaveText('Nothing found.');
  });

  describe('as files', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'skill-link-reference-')), 'api');
    afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

    it('works without a server, searches and all, and requests nothing but its files', async () => {
      execFileSync(process.execPath, [WRITE, folder]);
      const { page, complaints } = await product.visit('about:blank');
      const requested: string[] = [];
      page.on('request', (request) => requested.push(request.url()));
      await page.goto(pathToFileURL(join(folder, 'index.html')).href);
      await search(page).fill('skillsReport');
      await page.getByRole('link', { name: /^Organization\.skillsReport operation/ }).click();
      await expect(page.getByRole('heading', { name: 'skillsReport field of Organization' })).toBeInViewport();
      await page.getByRole('link', { name: 'SkillsReport', exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('SkillsReport object');
      expect(requested.filter((url) => !url.startsWith(pathToFileURL(folder).href))).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
});
