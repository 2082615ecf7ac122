import { setTimeout as pause } from 'node:timers/promises';
import { stopEarlierServer } from '@app/postgres-server/earlier-server';
import { embeddedDataFolder } from './database.js';
import { type PortName, portSettings, type StackSettings } from './environment.js';
import { portFaults } from './ports.js';
import { needsSignInProvider } from './process-environment.js';
import { endOrphans, runningLauncher } from './process-list.js';

/** What an earlier run left behind goes; what belongs to others is named. */
export async function makeRoom(settings: StackSettings, show: (line: string) => void): Promise<void> {
  const other = await launcherThatStays(settings.dataDir);
  if (other === undefined) {
    const ended = await endOrphans(settings.dataDir);
    if (ended.length > 0) show(`Ended what an earlier run left behind: ${ended.join(', ')}.`);
    if (settings.databaseUrl === undefined) await stopEarlierServer(embeddedDataFolder(settings.dataDir));
  }
  const needed = (Object.keys(portSettings) as PortName[]).filter(
    (name) =>
      !(name === 'postgres' && settings.databaseUrl !== undefined) &&
      !(name === 'signInProvider' && !needsSignInProvider(settings)),
  );
  const faults = await portFaults(needed.map((name) => ({ setting: portSettings[name], port: settings.ports[name] })));
  if (other !== undefined) {
    faults.push(
      `DATA_DIR ${settings.dataDir} is in use by process ${other}: set it to another folder for a second copy.`,
    );
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** One that is about to stop, because its terminal or its npm was closed a moment ago, gets the time for it. */
async function launcherThatStays(dataDir: string): Promise<number | undefined> {
  const deadline = performance.now() + 3_000;
  for (;;) {
    const other = runningLauncher(dataDir);
    if (other === undefined || performance.now() > deadline) return other;
    await pause(100);
  }
}
