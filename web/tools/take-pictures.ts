import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestStack } from '@app/stack/test-stack';
import { startBrowser } from '../test/support/browser.ts';
import { type Product, productAt } from '../test/support/product.ts';
import { PICTURES, type Picture } from './pictures.ts';

/**
 * Takes pictures of pages, of all or of those named: `npm run pictures -w web -- people skills`.
 * --at <address>  a product that runs; without it, one with the demonstration is started for a minute
 * --to <folder>   where they go; `.data/pictures` without it
 * --documentation those of the documentation, as wide and as light as they are shown there
 */
const { values, positionals: names } = parseArgs({
  options: { at: { type: 'string' }, to: { type: 'string' }, documentation: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const root = resolve(import.meta.dirname, '../..');
const folder = resolve(values.to ?? join(root, values.documentation ? 'docs/pictures' : '.data/pictures'));
const isWanted = ({ name, inDocumentation }: Picture): boolean =>
  values.documentation ? inDocumentation === true : names.length === 0 || names.includes(name);

type Format = { width: number; colorScheme: 'light' | 'dark' };

const FORMATS: readonly Format[] = [1280, 768, 390].flatMap((width) => [
  { width, colorScheme: 'light' },
  { width, colorScheme: 'dark' },
]);

async function take(product: Product, { name, account, path }: Picture, formats: readonly Format[]): Promise<void> {
  const { page, complaints } = await (account === undefined ? product.visit(path) : product.signedIn(account, path));
  for (const { width, colorScheme } of formats) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.waitForLoadState('networkidle');
    const file = values.documentation ? `${name}.png` : `${name}-${width}-${colorScheme}.png`;
    await page.screenshot({ path: join(folder, file), fullPage: !values.documentation });
  }
  await page.context().close();
  const said = complaints.length === 0 ? '' : `\n  ${complaints.join('\n  ')}`;
  process.stdout.write(`${name}${said}\n`);
}

mkdirSync(folder, { recursive: true });
const stack = values.at === undefined ? await startTestStack() : undefined;
const browser = await startBrowser();
try {
  const product = productAt(stack?.gatewayUrl ?? String(values.at), browser);
  const formats = values.documentation ? FORMATS.slice(0, 1) : FORMATS;
  for (const picture of PICTURES.filter(isWanted)) await take(product, picture, formats);
  process.stdout.write(`The pictures are in ${folder}\n`);
} finally {
  await browser.close();
  await stack?.stop();
}
