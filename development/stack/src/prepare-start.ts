import { setTimeout as pause } from 'node:timers/promises';
import { stopEarlierServer } from '@app/postgres-server/earlier-server';
import { embeddedDataFolder } from './database.js';
import type { StackSettings } from './environment.js';
import { portFaults } from './ports.js';
import { needsConsole, needsSignInProvider } from './process-environment.js';
import { endOrphans, runningStack } from './process-list.js';
import { PORT_NAMES, PORTS } from './processes.js';

/** Ends what an earlier run left behind, and rejects a start whose folder or ports are in use, with all faults named. */
export async function prepareStart(settings: StackSettings, show: (line: string) => void): Promise<void> {
  const other = await stackThatStays(settings.dataDir);
  if (other === undefined) {
    const ended = await endOrphans(settings.dataDir);
    if (ended.length > 0) show(`Ended what an earlier run left behind: ${ended.join(', ')}.`);
    if (settings.databaseUrl === undefined) await stopEarlierServer(embeddedDataFolder(settings.dataDir));
  }
  const needed = PORT_NAMES.filter(
    (name) =>
      !(name === 'postgres' && settings.databaseUrl !== undefined) &&
      !(name === 'signInProvider' && !needsSignInProvider(settings)) &&
      !((name === 'console' || name === 'mailbox') && !needsConsole(settings)),
  );
  const faults = await portFaults(needed.map((name) => ({ setting: PORTS[name].setting, port: settings.ports[name] })));
  if (other !== undefined) {
    faults.push(
      `DATA_DIR ${settings.dataDir} is in use by process ${other}: set it to another folder for a second copy.`,
    );
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** Waits for a stack that is about to stop because its terminal was closed a moment ago. */
async function stackThatStays(dataDir: string): Promise<number | undefined> {
  const deadline = performance.now() + 3_000;
  for (;;) {
    const other = runningStack(dataDir);
    if (other === undefined || performance.now() > deadline) return other;
    await pause(100);
  }
}
