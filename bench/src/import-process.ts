import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CreditsDatabase } from './credits/credits-database.js';
import { cpuSeconds } from './harness.js';

/** What an import printed, its duration, and the CPU time of the process and its database connections in seconds. */
export type Import = { output: string; seconds: number; cpu: number };

const COMMAND = join(import.meta.dirname, '../../cli/dist/main.js');
const IMPORT = ['achievements', 'import', '--yes'];

/** Imports the file in a process of its own; kills it when this share of the lines is imported. */
export async function importFile(
  database: CreditsDatabase,
  path: string,
  { killAtShare, options = [] }: { killAtShare?: number; options?: readonly string[] } = {},
): Promise<Import> {
  const begun = performance.now();
  const child = spawn(process.execPath, [COMMAND, ...IMPORT, path, '--source', 'MICROSOFT_LEARN', ...options], {
    env: { CREDITS_DATABASE_URL: database.settings.databaseUrl, PGAPPNAME: 'bulk-import' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => process.stderr.write(text));
  const end = once(child, 'close');
  const { peak, cpu } = await watch(database, child, end, killAtShare);
  const seconds = (performance.now() - begun) / 1_000;
  const [code, signal] = await end;
  const [own = 0, ...backends] = cpu.values();
  const ofDatabase = backends.reduce((total, spent) => total + spent, 0);
  database.print(
    `ended with ${code ?? signal} after ${seconds.toFixed(1)} s, peak memory ${(peak / 1024).toFixed(0)} MB, CPU ${own.toFixed(1)} s, of its database connections ${ofDatabase.toFixed(1)} s`,
  );
  return { output, seconds, cpu: own + ofDatabase };
}

async function watch(
  database: CreditsDatabase,
  child: ChildProcess,
  end: Promise<unknown>,
  killAtShare: number | undefined,
): Promise<{ peak: number; cpu: Map<number, number> }> {
  const own = child.pid ?? 0;
  const cpu = new Map<number, number>();
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peak = Math.max(peak, peakMemory(own) ?? 0);
    const { rows } = await database.admin.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'bulk-import'",
    );
    for (const pid of [own, ...rows.map((row) => row.pid)]) cpu.set(pid, cpuSeconds(pid) ?? cpu.get(pid) ?? 0);
    if (killAtShare !== undefined) {
      const found = await database.admin.query<{ line: number }>('SELECT line::integer FROM credits.import_job');
      if ((found.rows[0]?.line ?? 0) >= killAtShare * database.lines) child.kill('SIGKILL');
    }
    await Promise.race([end, pause(100)]);
  }
  return { peak, cpu };
}

function peakMemory(pid: number): number | undefined {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return undefined;
  }
}
