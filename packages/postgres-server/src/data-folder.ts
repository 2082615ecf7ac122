import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transferTo } from './account.js';
import { outcomeOf } from './outcome.js';
import type { RunMode } from './run-mode.js';

const majorVersion = '18';

/** Creates the data folder when it is missing and transfers it to the account of the server. */
export async function prepareDataFolder(folder: string, superuserPassword: string, mode: RunMode): Promise<void> {
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialize(folder, superuserPassword, mode);
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version !== majorVersion) {
    throw new Error(
      `${folder} holds data of PostgreSQL ${version}, and this is ${majorVersion}. Set DATA_DIR to another folder.`,
    );
  }
  if (mode.owner !== undefined) transferTo(mode.owner, folder);
}

/**
 * Runs `initdb` in a temporary folder and renames it at the end: an interrupted run leaves no incomplete data folder.
 */
async function initialize(folder: string, superuserPassword: string, mode: RunMode): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const secretFolder = mkdtempSync(join(tmpdir(), 'skill-link-initdb-'));
  try {
    const passwordFile = join(secretFolder, 'password');
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
    if (mode.owner !== undefined) {
      for (const path of [unfinished, passwordFile, secretFolder]) chownSync(path, mode.owner.uid, mode.owner.gid);
    }
    const initdb = mode.spawn(mode.binaries.initdb, unfinished, (data) => initdbArguments(data, passwordFile), false);
    const { code, output } = await outcomeOf(initdb);
    if (code !== 0) throw new Error(`initdb failed (${code}): ${output}`);
    rejectReportingLogins(join(unfinished, 'pg_hba.conf'));
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
  }
  chmodSync(unfinished, 0o700);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

/** Reporting logins connect to a standby, never to a server that writes: they could hold up its work. */
function rejectReportingLogins(rules: string): void {
  writeFileSync(rules, `host all "/^bi_[a-z2-9]{8}$" all reject\n${readFileSync(rules, 'utf8')}`);
}

function initdbArguments(data: string, passwordFile: string): string[] {
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  return [
    '-D',
    data,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    ...locale,
    '--no-sync',
    '--no-instructions',
  ];
}
