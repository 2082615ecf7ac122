import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const processes = z.array(z.object({ name: z.string(), pid: z.number().int(), commandLine: z.string() }));
type ListedProcess = z.infer<typeof processes>[number];

const stackName = 'stack';
const endMilliseconds = 4_000;

/** The processes of a run, written to a file so that the next run finds what a killed stack left behind. */
export type ProcessList = { add(name: string, pid: number): void; remove(pid: number): void; clear(): void };

export function processList(dataDir: string): ProcessList {
  const listed = new Map<number, ListedProcess>();
  const write = (): void => writeFileSync(fileIn(dataDir), `${JSON.stringify([...listed.values()], null, 2)}\n`);
  const list: ProcessList = {
    add: (name, pid) => {
      listed.set(pid, { name, pid, commandLine: commandLineOf(pid) });
      write();
    },
    remove: (pid) => {
      if (listed.delete(pid)) write();
    },
    clear: () => rmSync(fileIn(dataDir), { force: true }),
  };
  list.add(stackName, process.pid);
  return list;
}

/** The process id of the stack that uses this folder now, if there is one. */
export function runningStack(dataDir: string): number | undefined {
  return readList(dataDir).find(
    (listed) => listed.name === stackName && listed.pid !== process.pid && isThatProcess(listed),
  )?.pid;
}

/** Whether processes were started here by a stack that is gone. */
export function isAbandoned(dataDir: string): boolean {
  const list = readList(dataDir);
  return list.length > 0 && !list.some((listed) => listed.name === stackName && isThatProcess(listed));
}

/** Ends what an earlier run left behind. An unrelated process that has the same id by now is left alone. */
export async function endOrphans(dataDir: string): Promise<string[]> {
  const orphans = readList(dataDir).filter((listed) => listed.pid !== process.pid && isThatProcess(listed));
  for (const { pid } of orphans) send(pid, 'SIGTERM');
  const deadline = performance.now() + endMilliseconds;
  while (orphans.some(isThatProcess) && performance.now() < deadline) await pause(25);
  for (const { pid } of orphans.filter(isThatProcess)) send(pid, 'SIGKILL');
  while (orphans.some(isThatProcess)) await pause(25);
  return orphans.map(({ name }) => name);
}

function readList(dataDir: string): ListedProcess[] {
  if (!existsSync(fileIn(dataDir))) return [];
  try {
    return processes.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    // The file was cut off during writing: none of it can be trusted.
    return [];
  }
}

function isThatProcess({ pid, commandLine }: ListedProcess): boolean {
  return commandLine !== '' && commandLineOf(pid) === commandLine;
}

/** Empty for a process that is gone or a zombie. */
function commandLineOf(pid: number): string {
  if (process.platform !== 'linux') {
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- null when ps cannot be started
    return (spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim();
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw new Error(`Process ${pid} of an earlier run belongs to another account: stop it first.`, { cause: error });
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'processes.json');
}
