import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const timeoutMilliseconds = 10_000;

/** Stops a server that an earlier run left on this folder, and removes a stale lock file. */
export async function stopEarlierServer(folder: string): Promise<void> {
  const lockFile = join(folder, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0]);
  if (isServerOn(folder, pid)) {
    process.kill(pid, 'SIGINT');
    await until(() => !isServerOn(folder, pid), `The PostgreSQL of an earlier run (process ${pid}) does not stop.`);
  }
  // The process id in the file may belong to another process by now; the server would not start.
  rmSync(lockFile, { force: true });
}

/** Whether this process is a PostgreSQL server on exactly this folder, not another process with the same id. */
function isServerOn(folder: string, pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  if (process.platform !== 'linux') return commandLine(pid).includes(folder);
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return name === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** Waits until the condition is true, at most ten seconds. */
export async function until(condition: () => boolean, message: string): Promise<void> {
  const deadline = performance.now() + timeoutMilliseconds;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(message);
    await pause(10);
  }
}

function commandLine(pid: number): string {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- null when ps cannot be started
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}
