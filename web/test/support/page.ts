import { readFileSync } from 'node:fs';
import { expect as playwrightExpect } from '@playwright/test';
import type { Locator, Page, Request } from 'playwright-core';

/** Milliseconds until an act or an expectation gives up: long, because a busy machine is no fault. */
export const WAIT = 15_000;

/** Waits for what a page will show: `await expect(page.getByRole('heading')).toHaveText('My Learn profile')`. */
export const expect = playwrightExpect.configure({ timeout: WAIT });

/** Signs in on the page of the development provider, with the address of a work account or a learning account. */
export async function choose(page: Page, account: string): Promise<void> {
  const offered = page.getByRole('radio', { name: account });
  await page.getByRole('heading', { name: /^Sign in / }).waitFor();
  if ((await offered.count()) === 0) {
    await page.getByRole('searchbox').fill(account);
    await page.getByRole('button', { name: 'Search' }).click();
  }
  await offered.check();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/**
 * The operations that a page sends from now on, by name, in the order of their requests. The list grows:
 * `const asked = requests(page); … expect(asked).toEqual(['Roster'])`.
 */
export function requests(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const name = operationOf(request);
    if (name !== undefined) asked.push(name);
  });
  return asked;
}

/** The status of each answer to an operation from now on. The list grows, as that of {@link requests}. */
export function answers(page: Page, operation: string): number[] {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (operationOf(response.request()) === operation) statuses.push(response.status());
  });
  return statuses;
}

/** The name of the operation that a request sends; undefined for one that is no GraphQL. */
export function operationOf(request: Request): string | undefined {
  if (request.method() !== 'POST' || new URL(request.url()).pathname !== '/graphql') return undefined;
  return nameOf(request.postDataJSON());
}

function nameOf({ query, documentId = '' }: { query?: string; documentId?: string }): string {
  const text = query ?? trustedDocuments()[documentId] ?? '';
  return /\b(?:query|mutation)\s+(\w+)/.exec(text)?.[1] ?? 'without a name';
}

function trustedDocuments(): Record<string, string> {
  return JSON.parse(readFileSync(new URL('../../src/graphql/trusted-documents.json', import.meta.url), 'utf8'));
}

/** Presses Tab until an element has the focus, `within` so many times: nothing but the keyboard leads there. */
export async function tabTo(page: Page, target: Locator, { within = 60 }: { within?: number } = {}): Promise<void> {
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let times = 0; times < within && !(await hasFocus()); times += 1) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}

/** What sticks out at the right of a window of this width, as `<tag class>`: empty where the page can be read without scrolling sideways. */
export async function cutOffAt(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 });
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const scrolls = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > edge + 1 && !scrolls(element.parentElement))
      .map(({ localName, className }) => `<${localName} ${className}>`);
  });
}
