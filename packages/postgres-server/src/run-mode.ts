import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, accountToRunAs, canUse } from './account.js';
import { type Binaries, binariesIn, findBinaries } from './binaries.js';

/** How PostgreSQL programs are started here; chosen once for `initdb` and the server. */
export type RunMode = {
  binaries: Binaries;
  /** Owner of the data folder; undefined: the current account. */
  owner: Account | undefined;
  /** Starts a program of PostgreSQL; `dataFolder` is the path that its arguments must use. */
  spawn(
    program: string,
    folder: string,
    argumentsFor: (dataFolder: string) => string[],
    detached: boolean,
  ): ChildProcess;
};

const unshare = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] as const;

/** `parentFolder` contains the data folder, or will contain it. */
export function chooseRunMode(parentFolder: string, env: NodeJS.ProcessEnv): RunMode {
  const binaries = findBinaries();
  const account = accountToRunAs();
  if (account === undefined) return directly(binaries, undefined, env);
  if (canUse(account, parentFolder, binaries.postgres)) return directly(binaries, account, env);
  if (canUnshare(binaries)) return inUserNamespace(binaries, env);
  return throughFileDescriptor(binaries, account, env);
}

function directly(binaries: Binaries, account: Account | undefined, env: NodeJS.ProcessEnv): RunMode {
  return {
    binaries,
    owner: account,
    spawn: (program, folder, argumentsFor, detached) =>
      spawn(program, argumentsFor(folder), { ...account, env, cwd: '/', detached, stdio: ['ignore', 'pipe', 'pipe'] }),
  };
}

/**
 * For root below a folder that is closed to other accounts: in a user namespace root appears as an unprivileged account and keeps access
 * to its files.
 */
function inUserNamespace(binaries: Binaries, env: NodeJS.ProcessEnv): RunMode {
  const [command, ...options] = unshare;
  return {
    binaries,
    owner: { uid: 0, gid: 0 },
    spawn: (program, folder, argumentsFor, detached) =>
      spawn(command, [...options, program, ...argumentsFor(folder)], {
        env,
        cwd: '/',
        detached,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
  };
}

/**
 * For root where user namespaces are not permitted (a plain container): the programs are copied to a readable folder,
 * and the data folder is passed as an open file descriptor, so that no closed folder has to be traversed.
 */
function throughFileDescriptor(binaries: Binaries, account: Account, env: NodeJS.ProcessEnv): RunMode {
  return {
    binaries: copyToReadableFolder(binaries),
    owner: account,
    spawn: (program, folder, argumentsFor, detached) => {
      const descriptor = openSync(folder, 'r');
      try {
        return spawn(program, argumentsFor('/proc/self/fd/3'), {
          ...account,
          env,
          cwd: '/',
          detached,
          stdio: ['ignore', 'pipe', 'pipe', descriptor],
        });
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

function canUnshare(binaries: Binaries): boolean {
  if (process.platform !== 'linux') return false;
  const [command, ...options] = unshare;
  return spawnSync(command, [...options, binaries.postgres, '--version'], { cwd: '/' }).status === 0;
}

/** The copy belongs to root and is not writable by others, so that it stays unmodified. */
function copyToReadableFolder(binaries: Binaries): Binaries {
  const { ino, mtimeMs, uid } = statSync(binaries.postgres);
  const copy = join(tmpdir(), `skill-link-postgres-${process.arch}-${ino}-${Math.trunc(mtimeMs)}`);
  if (existsSync(copy)) {
    const found = statSync(copy);
    if (found.uid === 0 && (found.mode & 0o022) === 0) return binariesIn(copy);
    throw new Error(`${copy} belongs to another account. Remove it, or set DATABASE_URL to a PostgreSQL 18 server.`);
  }
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  cpSync(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
  const opened = spawnSync('chmod', ['-R', 'u=rwX,go=rX', unfinished]);
  if (opened.status !== 0)
    throw new Error(`The programs of PostgreSQL (owner ${uid}) could not be copied to ${unfinished}.`);
  renameSync(unfinished, copy);
  return binariesIn(copy);
}
