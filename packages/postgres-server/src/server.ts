import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { prepareDataFolder } from './data-folder.js';
import { stopEarlierServer } from './earlier-server.js';
import { ownEnvironment } from './environment.js';
import { choosePort, PortTakenError } from './port.js';
import { chooseRunMode, type RunMode } from './run-mode.js';

export type PostgresServerOptions = {
  /** Data folder of PostgreSQL; created when it is missing. */
  dataDir: string;
  /** 0: any free port. */
  port: number;
  superuserPassword: string;
  /** Receives each line of the server's output. */
  log?: (line: string) => void;
  /** Additional PostgreSQL settings, for example `{ fsync: 'off' }` for temporary data. */
  settings?: Record<string, string>;
  /** Environment of the server; by default that of this process. */
  environment?: NodeJS.ProcessEnv;
};

export type PostgresServer = {
  /** Connects as superuser to the database `postgres`. */
  url: string;
  port: number;
  pid: number;
  /** Settles when the server has ended for any reason. */
  exited: Promise<void>;
  /** Closes open connections and shuts down in order. */
  stop(): Promise<void>;
};

const attempts = 20;
const shutdownMilliseconds = 3_000;

/** Starts PostgreSQL 18 of the npm package on a data folder; resolves when it accepts connections. */
export async function startPostgresServer(options: PostgresServerOptions): Promise<PostgresServer> {
  const folder = resolve(options.dataDir);
  mkdirSync(dirname(folder), { recursive: true });
  const mode = chooseRunMode(dirname(folder), options.environment ?? ownEnvironment());
  await stopEarlierServer(folder);
  const port = await choosePort(options.port);
  await prepareDataFolder(folder, options.superuserPassword, mode);
  return launchWithRetries(folder, port, mode, options);
}

/** The child processes of a killed server release its shared memory a moment later; until then a start fails. */
async function launchWithRetries(
  folder: string,
  port: number,
  mode: RunMode,
  options: PostgresServerOptions,
): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(folder, port, mode, options);
    } catch (error) {
      const message = (error as Error).message;
      if (message.includes('Address already in use') && options.port !== 0) throw new PortTakenError(port);
      const passes = message.includes('pre-existing shared memory block') || message.includes('Address already in use');
      if (!passes || attempt === attempts) throw error;
      await new Promise((next) => setTimeout(next, 250));
      if (options.port === 0) return startPostgresServer(options);
    }
  }
}

async function launch(
  folder: string,
  port: number,
  mode: RunMode,
  options: PostgresServerOptions,
): Promise<PostgresServer> {
  // Detached: Ctrl-C in a terminal reaches the whole process group, and the database must outlive its clients.
  const child = mode.spawn(
    mode.binaries.postgres,
    folder,
    (data) => serverArguments(data, port, options.settings),
    true,
  );
  const exited = new Promise<void>((done) => {
    child.once('close', () => done());
    child.once('error', () => done());
  });
  const pid = await readyProcess(child, options.log ?? (() => undefined));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    process.kill(pid, 'SIGINT');
    // A fast shutdown takes milliseconds. An immediate one after the limit loses no committed data.
    const forcedStop = setTimeout(() => child.kill('SIGQUIT'), shutdownMilliseconds);
    await exited;
    clearTimeout(forcedStop);
  };
  const url = `postgresql://postgres:${encodeURIComponent(options.superuserPassword)}@127.0.0.1:${port}/postgres`;
  return { url, port, pid, exited, stop };
}

function serverArguments(data: string, port: number, settings: Record<string, string> = {}): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

function readyProcess(child: ChildProcess, log: (line: string) => void): Promise<number> {
  const lines: string[] = [];
  return new Promise((ready, reject) => {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('PostgreSQL was started without its output.');
    stdout.resume();
    createInterface({ input: stderr }).on('line', (line) => {
      log(line);
      if (lines.length < 100) lines.push(line);
      if (/ready to accept (read-only )?connections/.test(line) && child.pid !== undefined) ready(child.pid);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`PostgreSQL did not start: ${lines.join('\n')}`)));
  });
}
