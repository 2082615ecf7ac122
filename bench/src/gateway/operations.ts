import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An operation that every contestant answers. */
export type Operation = {
  name: string;
  /** What it asks, for the table. */
  title: string;
  /** The body of its HTTP request. */
  body: string;
};

/** Beside the sources: a build copies only programs. */
const FOLDER = join(import.meta.dirname, '../../src/gateway/operations');

/** In this order they are measured and listed. */
const ORDER = ['L', 'M', 'H', 'R', 'X', 'W', 'T'];

/** The operations of these names, or all. The comment at the start of a file is the title. */
export function readOperations(only?: readonly string[]): Operation[] {
  const names = readdirSync(FOLDER).map((file) => file.replace('.graphql', ''));
  const unknown = only?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`There is no operation ${unknown.join(', ')}; there are ${ORDER.join(', ')}.`);
  return names
    .filter((name) => only === undefined || only.includes(name))
    .sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map((name) => {
      const lines = readFileSync(join(FOLDER, `${name}.graphql`), 'utf8').split('\n');
      const title = lines
        .filter((line) => line.startsWith('#'))
        .map((line) => line.slice(2))
        .join(' ');
      const query = lines
        .filter((line) => !line.startsWith('#'))
        .join('\n')
        .trim();
      return { name, title, body: JSON.stringify({ query }) };
    });
}
