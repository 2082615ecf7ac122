import axe, { type AxeResults, type Result, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Of what is right, axe would describe each element: more work than to find what is wrong. */
const VIOLATIONS: RunOptions = { resultTypes: ['violations'] };
/** axe looks at the size of targets only if it is asked for by name. */
const WCAG_22_AA: RunOptions = {
  ...VIOLATIONS,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true } },
};
const CONTRAST: RunOptions = { ...VIOLATIONS, runOnly: ['color-contrast'] };

/**
 * What excludes people from the page as it is now, as far as a program can find it: WCAG 2.2 AA by axe, one line for
 * each element. Contrast is measured in the light and in the dark theme. Our pages have no frames.
 */
export async function barriers(page: Page): Promise<string[]> {
  // The document keeps axe: sending it takes as long as a run.
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(axe.source);
  const violations = await analyze(page, WCAG_22_AA);
  const theme = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const other = theme === 'dark' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme: other });
  const contrast = await analyze(page, CONTRAST);
  await page.emulateMedia({ colorScheme: theme });
  return [...violations.flatMap(lines), ...contrast.flatMap(lines).map((line) => `${other} theme: ${line}`)];
}

function analyze(page: Page, options: RunOptions): Promise<Result[]> {
  return page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    return (await axe.run(options)).violations;
  }, options);
}

/** For example: `button-name (critical): Buttons must have discernible text, at .menu > button`. */
function lines({ id, impact, help, nodes }: Result): string[] {
  return nodes.map(({ target, any }) => {
    const measured = id === 'color-contrast' ? `: ${any[0]?.message}` : '';
    return `${id} (${impact}): ${help}, at ${target.join(' ')}${measured}`;
  });
}
