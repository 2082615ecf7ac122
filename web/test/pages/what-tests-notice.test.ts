import type { Browser, Page } from 'playwright-core';
import { barriers } from '../support/barriers.ts';
import { describeInBrowser, startBrowser } from '../support/browser.ts';
import { complaintsOf } from '../support/complaints.ts';
import { cutOffAt, expect } from '../support/page.ts';

const AT = 'http://pages.example';
const HEAD = '<!doctype html><html lang="en"><title>Page</title><meta name="color-scheme" content="light dark">';

describeInBrowser('a page test', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  async function open(body: string): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext();
    const headers = { 'content-security-policy': "require-trusted-types-for 'script'" };
    const html = { contentType: 'text/html', headers, body: `${HEAD}<main>${body}</main>` };
    await context.route('**', (route) => route.fulfill({ status: 404 }));
    await context.route(`${AT}/`, (route) => route.fulfill(html));
    await context.route(`${AT}/gone`, (route) => route.abort('connectionreset'));
    const complaints = complaintsOf(context);
    const page = await context.newPage();
    await page.goto(AT);
    return { page, complaints };
  }

  it.each([
    ['an error in the console', "console.error('broken')", 'console error: broken'],
    ['a warning in the console', "console.warn('careful')", 'console warning: careful'],
    ['an exception', "throw new Error('unexpected')", /exception: unexpected/],
    ['a rejected promise', "Promise.reject(new Error('lost'))", 'exception: lost'],
    ['a violation of the policy', "document.body.innerHTML = '<b>x</b>'", /^console error: .*'TrustedHTML'/],
    ['an answer with an error status', "fetch('/missing?code=secret')", 'GET pages.example/missing: status 404'],
    ['a failed request', "fetch('/gone').catch(() => {})", 'GET pages.example/gone: net::ERR_CONNECTION_RESET'],
  ])('%s is a complaint', async (_, script, complaint) => {
    const { complaints } = await open(`<script>${script}</script>`);
    await expect.poll(() => complaints[0] ?? '').toMatch(complaint);
  });

  test('a barrier is found in the theme that has it', async () => {
    const { page } = await open(
      '<button></button><p style="color: light-dark(#000, #222); background: light-dark(#fff, #000)">Text</p>',
    );
    expect(await barriers(page)).toEqual([
      'button-name (critical): Buttons must have discernible text, at button',
      expect.stringMatching(/^dark theme: color-contrast \(serious\): .*, at p: .* contrast of /),
    ]);
  });

  test('what does not fit a narrow window is named, and what scrolls in itself is not', async () => {
    const wide = '<div class="wide" style="width: 500px">Text</div>';
    const { page } = await open(`${wide}<div style="overflow-x: auto">${wide.replace('wide', 'inside')}</div>`);
    expect(await cutOffAt(page, 320)).toEqual(['<div wide>']);
    expect(await cutOffAt(page, 768)).toEqual([]);
  });
});
