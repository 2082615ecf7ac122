import { globSync, readFileSync } from 'node:fs';
import type { Page, Request } from 'playwright-core';
import { expect, requests } from '../support/page.ts';
import type { Product } from '../support/product.ts';

/** Sees every page. */
const GLOBAL_ADMIN = 'eleanor.whitcombe@harbour.example';

/** A page that asks nothing. */
const WITHOUT_QUESTION = { address: '/profile/confirm', title: 'There is nothing to confirm · skill-link' };

/** Every address with its question; a page without one asks nothing. `#person` and `#month` stand for what the demonstration has, `#webhook` for one of the test. */
const PAGES: readonly (readonly [path: string, question?: string])[] = [
  ['/profile', 'MyLearnProfile'],
  ['/profile/confirm'],
  ['/profile/history', 'LinkHistory'],
  ['/profile/activity', 'MyActivity'],
  ['/people', 'People'],
  ['/people/#person', 'Person'],
  ['/people/invite'],
  ['/people/directory', 'Directory'],
  ['/people/activity', 'PeopleActivity'],
  ['/skills', 'Skills'],
  ['/skills/designation/infrastructure', 'Designation'],
  ['/skills/what-if', 'WhatIf'],
  ['/skills/specializations', 'Specializations'],
  ['/skills/breakdown', 'SkillBreakdown'],
  ['/skills/report', 'SkillsReport'],
  ['/skills/report/#month', 'SkillsReport'],
  ['/skills/report/#month/changes', 'SkillsReportChanges'],
  ['/skills/report/#month/as-known-now', 'SkillsReportAsKnownNow'],
  // A print has up to 1,000 rows, and the API gives 100 at a time.
  ['/skills/report/#month/print?leaving=true', 'SkillsReport'],
  ['/skills/exports', 'Exports'],
  ['/skills/learn', 'Learn'],
  ['/integrations/webhooks', 'Webhooks'],
  ['/integrations/webhooks/register', 'RegisterWebhookForm'],
  ['/integrations/webhooks/#webhook', 'Webhook'],
  ['/integrations/webhooks/#webhook/change', 'ChangeWebhookForm'],
];

/** What holds for each page of the application. */
export function describeEveryPage(product: Product): void {
  test('is in the list of this test', () => {
    const pages = new URL('../../src/pages/', import.meta.url);
    const texts = globSync('**/*.route.ts', { cwd: pages }).map((file) => readFileSync(new URL(file, pages), 'utf8'));
    const paths = texts.flatMap((text) => /^ {2}path: '([^']+)'/m.exec(text)?.[1] ?? []);
    const listed = PAGES.map(([path]) => path.replace(/\?.*/, ''));
    const missing = paths.filter((path) => {
      const pattern = new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}$`);
      return path !== '/associate/done' && !listed.some((one) => pattern.test(one));
    });
    expect(missing).toEqual([]);
  });

  test('asks one question beside that of the frame when it is loaded, and one when it is gone to', async () => {
    const { page, complaints } = await product.signedIn(GLOBAL_ADMIN, '/people?q=sarpong');
    const pages = await pagesOf(page);
    const questions = questionsOf(page);
    const asked = requests(page);
    for (const [address, question] of pages) {
      const expected = question === undefined ? [] : [question];
      await page.goto(address);
      await allAnswered(page, questions);
      expect([address, ...asked.splice(0).toSorted()]).toEqual([address, ...['Me', ...expected].toSorted()]);
      // Both at once: no question waits for the answer to another.
      const first = questions.order.splice(0).slice(0, 1 + expected.length);
      expect([address, ...first]).toEqual([address, ...['Me', ...expected].map(() => 'asked')]);
    }
    // Through all of them in one document, which has no answer of a page yet, and back to a page without a question.
    await page.goto(WITHOUT_QUESTION.address);
    await allAnswered(page, questions);
    asked.splice(0);
    for (const [address, question] of pages.filter(([address]) => address !== WITHOUT_QUESTION.address)) {
      await page.evaluate((to) => window.history.pushState({}, '', to), address);
      await expect(page).not.toHaveTitle(WITHOUT_QUESTION.title);
      await allAnswered(page, questions);
      expect([address, ...asked.splice(0)]).toEqual([address, ...(question === undefined ? [] : [question])]);
      await page.evaluate((to) => window.history.pushState({}, '', to), WITHOUT_QUESTION.address);
      await expect(page).toHaveTitle(WITHOUT_QUESTION.title);
    }
    expect(complaints).toEqual([]);
  });
}

/** The pages with their addresses. `/skills/report` leads to the newest month; `#month` is the one before. */
async function pagesOf(page: Page): Promise<(readonly [address: string, question?: string])[]> {
  const person = String(await page.getByRole('link', { name: 'Akosua Sarpong' }).getAttribute('href'));
  await page.goto('/skills/report');
  const earlier = page.getByRole('link', { name: '‹' });
  const month = String(await earlier.getAttribute('href')).slice(-'2026-11'.length);
  const webhook = await registeredWebhook(page);
  return PAGES.map(([path, ...question]) => [
    path.replace('/people/#person', person).replace('#month', month).replace('#webhook', webhook),
    ...question,
  ]);
}

/** The id of a new webhook. Nothing listens at its address. */
async function registeredWebhook(page: Page): Promise<string> {
  await page.goto('/integrations/webhooks/register');
  await page.getByLabel('Label').fill('Every page');
  await page.getByLabel('Address').fill('http://127.0.0.1:9/');
  await page.getByRole('button', { name: 'Register webhook' }).click();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page).toHaveURL(/webhooks\/[0-9a-f-]{36}$/);
  return page.url().slice(-36);
}

type Questions = { order: ('asked' | 'answered')[]; open: Set<Request> };

/** Questions and answers as they happen, and the questions without an answer that a page still waits for. */
function questionsOf(page: Page): Questions {
  const questions: Questions = { order: [], open: new Set() };
  page.on('request', (request) => {
    if (!isQuestion(request.url())) return;
    questions.order.push('asked');
    questions.open.add(request);
  });
  page.on('response', (response) => {
    if (questions.open.delete(response.request())) questions.order.push('answered');
  });
  page.on('requestfailed', (request) => questions.open.delete(request));
  return questions;
}

function isQuestion(url: string): boolean {
  return new URL(url).pathname === '/graphql';
}

/** The page is there, and every question of it has its answer. */
async function allAnswered(page: Page, { open }: Questions): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => open.size).toBe(0);
}
