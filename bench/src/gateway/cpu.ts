import { readFileSync } from 'node:fs';
import type pg from 'pg';

/** Reads the seconds of CPU that a process has used so far. */
export type CpuClock = () => number;

type ProcessTimes = { name: string; parent: number; own: number; ofEndedChildren: number };

const TICKS_PER_SECOND = 100;

/** The clock of a process with all its threads. */
export function clockOfProcess(pid: number): CpuClock {
  return () => timesOf(pid)?.own ?? Number.NaN;
}

/** The clock of PostgreSQL: the server, its backends, and those that ended, whose time the server has inherited. */
export async function clockOfPostgres(admin: pg.Client): Promise<CpuClock> {
  const { rows } = await admin.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const server = timesOf(rows[0]?.pid ?? 0)?.parent ?? 0;
  if (timesOf(server)?.name !== 'postgres')
    throw new Error('The CPU time of PostgreSQL is read from /proc of this machine: set TEST_DATABASE=embedded.');
  return () => {
    const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ');
    const { own, ofEndedChildren } = timesOf(server) ?? { own: Number.NaN, ofEndedChildren: 0 };
    return children.reduce((sum, pid) => sum + (timesOf(Number(pid))?.own ?? 0), own + ofEndedChildren);
  };
}

/** Times of a process by proc(5); undefined if it does not run on this machine. */
function timesOf(pid: number): ProcessTimes | undefined {
  try {
    const [, name = '', rest = ''] = /\((.*)\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ').map(Number);
    const seconds = (user: number, system: number) => ((fields[user] ?? 0) + (fields[system] ?? 0)) / TICKS_PER_SECOND;
    return { name, parent: fields[1] ?? 0, own: seconds(11, 12), ofEndedChildren: seconds(13, 14) };
  } catch {
    return undefined;
  }
}
