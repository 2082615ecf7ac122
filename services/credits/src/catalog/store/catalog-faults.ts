import type { CatalogItem } from './catalog-item.js';

type Fault = { readonly path: string; readonly reason: string };

/** Faults that no single item shows: duplicate keys, references to unknown items, cycles, exams that no code names. */
export function faultsOf(items: readonly CatalogItem[]): Fault[] {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const path = `items[${index}]`;
    const twice = seen.has(item.key) ? [{ path: `${path}.key`, reason: `"${item.key}" occurs twice` }] : [];
    seen.add(item.key);
    const { retirement } = item;
    const tail =
      retirement && retirement.countsThrough < retirement.date
        ? [{ path: `${path}.retirement.countsThrough`, reason: 'is before date' }]
        : [];
    return [
      ...twice,
      ...tail,
      ...linkFaults(`${path}.replacedBy`, item, (one) => one.replacedBy, byKey),
      ...linkFaults(`${path}.prerequisite`, item, (one) => one.prerequisite?.anyOf ?? [], byKey),
      ...examFaults(`${path}.exams`, item, byKey),
    ];
  });
}

function linkFaults(
  path: string,
  item: CatalogItem,
  linksOf: (item: CatalogItem) => readonly string[],
  byKey: ReadonlyMap<string, CatalogItem>,
): Fault[] {
  const unknown = linksOf(item).filter((key) => !byKey.has(key));
  if (unknown.length > 0) return unknown.map((key) => ({ path, reason: `"${key}" is not in the catalog` }));
  const reached = new Set<string>();
  const open = [...linksOf(item)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === item.key) return [{ path, reason: `"${item.key}" needs itself` }];
    const next = byKey.get(key);
    if (!next || reached.has(key)) continue;
    reached.add(key);
    open.push(...linksOf(next));
  }
  return [];
}

function examFaults(
  path: string,
  { codes, exams = [], key }: CatalogItem,
  byKey: ReadonlyMap<string, unknown>,
): Fault[] {
  const named = exams.flatMap(({ allOf }) => allOf);
  return [
    ...named.filter((code) => !codes.includes(code)).map((code) => ({ path, reason: `"${code}" is none of codes` })),
    ...exams
      .filter(({ allOf }) => new Set(allOf).size < allOf.length)
      .map(() => ({ path, reason: 'names an exam twice in one set' })),
    ...(exams.length === 0 ? [] : codes.filter((code) => !named.includes(code))).map((code) => ({
      path,
      reason: `"${code}" of codes is in none of the sets`,
    })),
    ...named
      .filter((code) => code !== key && byKey.has(code))
      .map((code) => ({ path, reason: `"${code}" is the key of another item` })),
  ];
}
