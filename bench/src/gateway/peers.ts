import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../harness.js';

/** The folder in which other gateways are installed, and their versions. */
export type Peers = { folder: string; versions: Readonly<Record<string, string>> };

/** Beside the workspaces: none of them can depend on what is installed here. */
const FOLDER = join(import.meta.dirname, '../../peers');

/** Installs the other gateways by their lock file, unless they are there. */
export async function installPeers({ progress }: Pick<Bench, 'progress'>): Promise<Peers> {
  const stampFile = join(FOLDER, 'node_modules', '.installed');
  const stamp = createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    progress('Installing the other gateways (the first time only) …');
    const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(npm, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The other gateways cannot be installed in ${FOLDER}.`);
    writeFileSync(stampFile, stamp);
  }
  const { dependencies } = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return { folder: FOLDER, versions: dependencies };
}
