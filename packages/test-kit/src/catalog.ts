import pg from 'pg';
import { COMMENTLESS_QUERY, OBJECTS_QUERY, ROW_QUERIES_QUERY } from './catalog-queries.js';

/** New names by old ones; `*` stands for any part of a name. The names of `everywhere` hold in all blocks. */
export type Renames = { everywhere?: Record<string, string>; [block: string]: Record<string, string> | undefined };

/** A table, function or type with its details, as a block of text: a heading, and an indented entry for each detail. */
type Block = { heading: string; entries: string[] };

/**
 * The schema of a database as text: tables with their columns, constraints, indexes, policies, triggers, privileges,
 * storage parameters and rows; functions; types. Sorted by name, so that neither the order of creation nor the order of
 * columns matters. Comments are left out, in function bodies too.
 */
export function readCatalog(adminUrl: string, schema: string): Promise<string> {
  return withClient(adminUrl, async (client) => {
    const details = await client.query<{ heading: string; entry: string | null }>(OBJECTS_QUERY, [schema]);
    const blocks = Map.groupBy(details.rows, ({ heading }) => heading);
    const tables = await client.query<{ heading: string; query: string }>(ROW_QUERIES_QUERY, [schema]);
    for (const { heading, query } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(query);
      blocks.get(heading)?.push(...rows.map(({ row }) => ({ heading, entry: `row ${row}` })));
    }
    return printBlocks(
      [...blocks].map(([heading, rows]) => ({ heading, entries: rows.flatMap(({ entry }) => entry ?? []) })),
    );
  });
}

/** The tables, constraints, policies, functions and triggers of a schema that have no comment. */
export function findUncommented(adminUrl: string, schema: string): Promise<string[]> {
  return withClient(adminUrl, async (client) => {
    const found = await client.query<{ name: string }>(COMMENTLESS_QUERY, [schema]);
    return found.rows.map(({ name }) => name);
  });
}

/** A catalog as it would read if its objects had their new names. */
export function renameCatalog(catalog: string, { everywhere = {}, ...byBlock }: Renames): string {
  const blocks = parseBlocks(catalog);
  const names = new Set(blocks.map(({ heading }) => nameOf(heading)));
  const unknown = Object.keys(byBlock).filter((name) => !names.has(name));
  if (unknown.length > 0) throw new Error(`The catalog has no ${unknown.join(', ')}.`);
  return printBlocks(
    blocks.map(({ heading, entries }) => {
      const rename = (text: string) => renameWords(renameWords(text, byBlock[nameOf(heading)] ?? {}), everywhere);
      return { heading: rename(heading), entries: entries.map(rename) };
    }),
  );
}

function nameOf(heading: string): string {
  return heading.replace(/^\w+ /, '').replace(/\(.*/, '');
}

function renameWords(text: string, names: Record<string, string>): string {
  return Object.entries(names).reduce((renamed, [before, after]) => {
    const pattern = before.replace(/[.-]/g, '\\$&').replaceAll('*', '(\\w*)');
    return renamed.replace(new RegExp(`(?<!\\w)${pattern}(?!\\w)`, 'g'), after.replaceAll('*', '$1'));
  }, text);
}

function printBlocks(blocks: Block[]): string {
  return blocks
    .map(({ heading, entries }) => [heading, ...entries.toSorted().map((entry) => `  ${entry}`)].join('\n'))
    .toSorted()
    .map((block) => `${block}\n`)
    .join('\n');
}

function parseBlocks(catalog: string): Block[] {
  return catalog
    .trimEnd()
    .split('\n\n')
    .map((block) => {
      const [heading = '', ...entries] = block.split(/\n {2}(?! )/);
      return { heading, entries: entries.map((entry) => entry.trimEnd()) };
    });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The entries of a catalog that a later one no longer has, with their headings. */
export function missingEntries(before: string, after: string): string[] {
  const created = entriesByHeading(after);
  return [...entriesByHeading(before)].flatMap(([heading, entries]) =>
    entries.filter((entry) => !created.get(heading)?.includes(entry)).map((entry) => `${heading}: ${entry}`),
  );
}

function entriesByHeading(catalog: string): Map<string, string[]> {
  return new Map(
    catalog
      .trimEnd()
      .split('\n\n')
      .map((block) => {
        const [heading = '', ...entries] = block.split(/\n {2}(?! )/);
        return [heading, entries.map((entry) => entry.trimEnd())];
      }),
  );
}
