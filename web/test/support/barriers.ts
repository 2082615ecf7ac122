import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Finding = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

/** axe looks at the size of targets only if it is asked for by name. */
const WCAG_22_AA = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  rules: { 'target-size': { enabled: true } },
};
const CONTRAST = { runOnly: ['color-contrast'] };

/**
 * What excludes people from the page as it is now, as far as a program can find it: WCAG 2.2 AA by axe, one line for
 * each element. Contrast is measured in the light and in the dark theme.
 */
export async function barriers(page: Page): Promise<string[]> {
  // Our pages have no frames. For those, the other mode opens a second page, which takes as long again.
  const { violations } = await new AxeBuilder({ page }).options(WCAG_22_AA).setLegacyMode(true).analyze();
  const theme = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const other = theme === 'dark' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme: other });
  const contrast = await analyzeAgain(page, CONTRAST);
  await page.emulateMedia({ colorScheme: theme });
  return [...violations.flatMap(lines), ...contrast.flatMap(lines).map((line) => `${other} theme: ${line}`)];
}

/** axe is in the page since its first run: sending it there takes longer than a run. */
function analyzeAgain(page: Page, options: { runOnly: string[] }): Promise<Finding[]> {
  return page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } };
    return (await axe.run(options)).violations;
  }, options);
}

/** For example: `button-name (critical): Buttons must have discernible text, at .menu > button`. */
function lines({ id, impact, help, nodes }: Finding): string[] {
  return nodes.map(({ target, any }) => {
    const measured = id === 'color-contrast' ? `: ${any[0]?.message}` : '';
    return `${id} (${impact}): ${help}, at ${target.join(' ')}${measured}`;
  });
}
