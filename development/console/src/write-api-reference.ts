import { log } from 'node:console';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitWithFault } from '@app/subgraph-kit/settings/environment';
import { readApiReference } from './api-reference/api-reference.js';

// `npm run docs`, or `npm run docs -- <folder>`: writes the API reference as static files.
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
/** A folder that this command wrote has both, and may be replaced. */
const MARKS = ['search-index.js', 'types/index.html'];

const [given, ...others] = process.argv.slice(2);
if (others.length > 0) exitWithFault('npm run docs -- <folder>: name one folder, or none for dist/api');
// npm runs scripts at the root, whatever folder the call came from.
const folder = given === undefined ? join(REPOSITORY, 'dist/api') : resolve(process.env.INIT_CWD ?? '', given);
const isOurs =
  !existsSync(folder) || readdirSync(folder).length === 0 || MARKS.every((mark) => existsSync(join(folder, mark)));
if (!isOurs) exitWithFault(`${folder} has other files: name an empty folder, or one that this command has written`);

const files = readApiReference(join(REPOSITORY, 'api.graphql'));
rmSync(folder, { recursive: true, force: true });
for (const [path, content] of files) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
log(`${files.size} files in ${relative(process.cwd(), folder)}: open ${join(folder, 'index.html')}.`);
