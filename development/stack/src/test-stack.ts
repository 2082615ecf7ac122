import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopEarlierServer } from '@app/postgres-server/earlier-server';
import { embeddedDataFolder } from './database.js';
import { ownEnvironment, settingNames, stackSettings } from './environment.js';
import type { Environment } from './moved-clock.js';
import { freePorts } from './ports.js';
import { endOrphans, isAbandoned } from './process-list.js';
import { PORT_NAMES, PORTS } from './processes.js';
import { type Stack, startStack } from './stack.js';

const folderPrefix = 'skill-link-stack-';

/**
 * A stack of its own for a test: free ports, and a throw-away folder unless a database is given. `environment` adds
 * settings; `signal` cancels the start.
 */
export async function startTestStack(
  options: {
    databaseUrl?: string;
    isMigrated?: boolean;
    demonstration?: boolean;
    environment?: Record<string, string>;
    show?: (line: string) => void;
    signal?: AbortSignal;
  } = {},
): Promise<Stack> {
  const ports = await freePorts(PORT_NAMES.length);
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  // The account of PostgreSQL must be able to enter the folder.
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o755 });
  const settings = stackSettings({
    ...withoutSettings(ownEnvironment()),
    ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    DATA_DIR: dataDir,
    ...Object.fromEntries(PORT_NAMES.map((name, index) => [PORTS[name].setting, String(ports[index])])),
    ...options.environment,
  });
  const stack = await startStack({
    settings,
    demonstration: options.demonstration ?? true,
    isMigrated: options.isMigrated ?? false,
    show: options.show ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
  });
  const stop = async (): Promise<void> => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...stack, stop };
}

/** Settings of the developer are meant for the developer's own stack: a test must not use its database. */
function withoutSettings(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !settingNames.includes(name)));
}

/** Ends processes that a killed test run left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(folderPrefix))) {
    const dataDir = join(tmpdir(), name, 'data');
    if (!isAbandoned(dataDir)) continue;
    await endOrphans(dataDir);
    await stopEarlierServer(embeddedDataFolder(dataDir));
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
