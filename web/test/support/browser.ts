import { type Browser, chromium as playwright } from 'playwright-core';
import { findChromium } from './chromium.ts';

const chromium = findChromium();

const NO_BROWSER = 'no Chromium on this machine, and the setting CHROMIUM names none';

/** A group of tests that need a browser. Where there is none they are skipped, and the end of the run names the file. */
export function describeInBrowser(title: string, tests: () => void): void {
  if (chromium === undefined) describe.skip(NO_BROWSER, () => describe(title, () => tests()));
  else describe(title, () => tests());
}

/** No process is kept ready for the next page: each test opens a window of its own, and few other pages. */
const ARGUMENTS = ['--renderer-process-limit=1'];

/** Starts a browser without a window. Throws where there is none. */
export async function startBrowser(): Promise<Browser> {
  if (chromium === undefined) throw new Error(`There is ${NO_BROWSER}.`);
  const { executablePath, env } = chromium();
  const launch = (chromiumSandbox: boolean): Promise<Browser> =>
    playwright.launch({ args: ARGUMENTS, executablePath, chromiumSandbox, env: { ...process.env, ...env } });
  // There is no sandbox for root, and none where the system gives programs no namespaces.
  if (process.getuid?.() === 0) return launch(false);
  return launch(true).catch((error: unknown) => {
    if (/sandbox/i.test(String(error))) return launch(false);
    throw error;
  });
}
