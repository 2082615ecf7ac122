import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root folder of the checkout. */
export const REPOSITORY = join(import.meta.dirname, '..', '..');

/** Reads a file of the checkout as text. */
export function repositoryFile(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}
