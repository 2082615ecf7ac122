import { readdir, readFile } from 'node:fs/promises';
import type { QueryRunner } from 'typeorm';

/** Runs the SQL files of a folder in the order of their names, in the transaction of a migration. */
export async function runSqlFiles(runner: QueryRunner, folder: URL): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  if (names.length === 0) throw new Error(`${folder.pathname} has no SQL files.`);
  for (const name of names) await runner.query(await readFile(new URL(name, folder), 'utf8'));
}
