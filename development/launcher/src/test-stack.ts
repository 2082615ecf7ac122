import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownEnvironment, type PortName, portSettings, stackSettings } from './environment.js';
import { freePorts } from './ports.js';
import { type Stack, startStack } from './stack.js';

/** A stack of its own for a test: free ports, and a throw-away folder unless a database is given. `environment` adds settings. */
export async function startTestStack(
  options: {
    databaseUrl?: string;
    demonstration?: boolean;
    environment?: Record<string, string>;
    show?: (line: string) => void;
  } = {},
): Promise<Stack> {
  const names = Object.keys(portSettings) as PortName[];
  const ports = await freePorts(names.length);
  const folder = mkdtempSync(join(tmpdir(), 'skill-link-stack-'));
  // The account of PostgreSQL has to walk through the folder.
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o755 });
  const settings = stackSettings({
    ...ownEnvironment(),
    ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    DATA_DIR: dataDir,
    ...Object.fromEntries(names.map((name, index) => [portSettings[name], String(ports[index])])),
    ...options.environment,
  });
  const stack = await startStack({
    settings,
    demonstration: options.demonstration ?? true,
    show: options.show ?? (() => undefined),
    signal: new AbortController().signal,
  });
  const stop = async (): Promise<void> => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...stack, stop };
}
