import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { startBrowser } from '../test/support/browser.ts';
import { type Product, productAt } from '../test/support/product.ts';
import { PICTURES, type Picture } from './pictures.ts';

/**
 * Measures pages of a running product as a user meets them, with a cold cache, all of the documented ones or those
 * named: `npm run vitals -w web -- skills --at http://localhost:4000`. Writes a table for the README.
 * --at <address>  the running product, with the demonstration
 * --times <n>     measurements of each cell, of which the median stands in the table; 3 without it
 */
const { values, positionals: names } = parseArgs({
  options: { at: { type: 'string', default: 'http://localhost:4000' }, times: { type: 'string', default: '3' } },
  allowPositionals: true,
});

type Line = { readonly name: string; readonly megabits: number; readonly latency: number; readonly slowdown: number };

const LINES: readonly Line[] = [
  { name: '10 Mbit/s, 40 ms', megabits: 10, latency: 40, slowdown: 1 },
  { name: '1.6 Mbit/s, 150 ms, CPU ÷ 4', megabits: 1.6, latency: 150, slowdown: 4 },
];

/** Largest contentful paint in milliseconds, and cumulative layout shift. */
type Vitals = { readonly lcp: number; readonly cls: number };

async function measure(product: Product, { account, path }: Picture, line: Line): Promise<Vitals> {
  const { page } = await (account === undefined ? product.visit('/livez') : product.signedIn(account, '/livez'));
  const context = page.context();
  try {
    await slowDown(context, page, line);
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    await page.getByRole('heading', { level: 1 }).waitFor();
    return await page.evaluate(observed);
  } finally {
    await context.close();
  }
}

async function slowDown(context: BrowserContext, page: Page, { megabits, latency, slowdown }: Line): Promise<void> {
  const session = await context.newCDPSession(page);
  const throughput = (megabits * 1_000_000) / 8;
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput },
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

/** Runs in the page: the browser has kept both since the navigation. */
function observed(): Promise<Vitals> {
  const vitals = { lcp: 0, cls: 0 };
  new PerformanceObserver((list) => {
    vitals.lcp = list.getEntries().at(-1)?.startTime ?? vitals.lcp;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!shift.hadRecentInput) vitals.cls += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
  return new Promise((resolve) => setTimeout(() => resolve(vitals), 500));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

const browser = await startBrowser();
try {
  const product = productAt(values.at, browser);
  const wanted = PICTURES.filter(({ name, inDocumentation }) =>
    names.length === 0 ? inDocumentation === true : names.includes(name),
  );
  process.stdout.write(
    `| page | ${LINES.map(({ name }) => `LCP at ${name}`).join(' | ')} | CLS |\n|---|---|---|---|\n`,
  );
  for (const picture of wanted) {
    const cells: string[] = [];
    let cls = 0;
    for (const line of LINES) {
      const measured: Vitals[] = [];
      for (let time = 0; time < Number(values.times); time += 1) measured.push(await measure(product, picture, line));
      cells.push(`${(median(measured.map(({ lcp }) => lcp)) / 1_000).toFixed(2)} s`);
      cls = Math.max(cls, ...measured.map((one) => one.cls));
    }
    process.stdout.write(`| ${picture.path} | ${cells.join(' | ')} | ${cls.toFixed(3)} |\n`);
  }
  process.stdout.write(
    `Load average at the end: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}\n`,
  );
} finally {
  await browser.close();
}
