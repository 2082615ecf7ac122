import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, accountToRunAs, canUse } from './account.js';
import { type Binaries, binariesIn, findBinaries } from './binaries.js';

/** How the programs can be started here on a data folder: chosen once, used for `initdb` and for the server. */
export type RunMode = {
  binaries: Binaries;
  /** Who must own the data folder; undefined: whoever we are. */
  owner: Account | undefined;
  /** Starts a program of PostgreSQL; `dataFolder` of the arguments is what the program is to be told. */
  spawn(
    program: string,
    folder: string,
    argumentsFor: (dataFolder: string) => string[],
    detached: boolean,
  ): ChildProcess;
};

const unshare = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] as const;

/** `parentFolder` is the folder in which the data folder lies or will lie. */
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

/** As root below a folder closed to others: a user namespace shows root as nobody, and its files stay open to it. */
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
 * The same where namespaces are refused (a plain container): the programs are copied to an open place, and the data
 * folder is handed over as an open file descriptor, so that nobody walks through the closed folders.
 */
function throughFileDescriptor(binaries: Binaries, account: Account, env: NodeJS.ProcessEnv): RunMode {
  return {
    binaries: copyInTheOpen(binaries),
    owner: account,
    spawn: (program, folder, argumentsFor, detached) => {
      const door = openSync(folder, 'r');
      try {
        return spawn(program, argumentsFor('/proc/self/fd/3'), {
          ...account,
          env,
          cwd: '/',
          detached,
          stdio: ['ignore', 'pipe', 'pipe', door],
        });
      } finally {
        closeSync(door);
      }
    },
  };
}

function canUnshare(binaries: Binaries): boolean {
  if (process.platform !== 'linux') return false;
  const [command, ...options] = unshare;
  return spawnSync(command, [...options, binaries.postgres, '--version'], { cwd: '/' }).status === 0;
}

/** Owned by root and not writable by others, so that what runs is what was copied. */
function copyInTheOpen(binaries: Binaries): Binaries {
  const { ino, mtimeMs, uid } = statSync(binaries.postgres);
  const copy = join(tmpdir(), `skill-link-postgres-${process.arch}-${ino}-${Math.trunc(mtimeMs)}`);
  if (existsSync(copy)) {
    const found = statSync(copy);
    if (found.uid === 0 && (found.mode & 0o022) === 0) return binariesIn(copy);
    throw new Error(`${copy} belongs to somebody else. Remove it, or set DATABASE_URL to a PostgreSQL 18 server.`);
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
