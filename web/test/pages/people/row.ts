import type { Locator, Page } from 'playwright-core';

/** The row of a person, or of a group of the directory. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
}

/** Uses the keyboard where a person would. */
export async function press(on: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await on.focus();
  await on.press(key);
}
