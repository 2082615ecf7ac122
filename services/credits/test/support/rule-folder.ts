import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, stringify } from 'yaml';

type Item = Record<string, unknown> & { key: string };

/** A copy of the rule data with changed items of the catalog. */
export function rulesWith(changes: Record<string, object>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  cpSync(new URL('../../rules/', import.meta.url), folder, { recursive: true });
  const file = join(folder, 'catalog.yaml');
  const catalog = parse(readFileSync(file, 'utf8')) as { items: Item[] };
  const items = catalog.items.map((item) => ({ ...item, ...changes[item.key] }));
  writeFileSync(file, stringify({ ...catalog, items }));
  return pathToFileURL(`${folder}/`);
}
