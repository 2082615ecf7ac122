import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './environment.js';
import { PROCESSES, type ProcessName, type StackProcess } from './processes.js';
import type { Program } from './program.js';

/** Names a built program of a workspace, for example `migrate` of `identity`. */
export type ProgramOf = (
  name: ProcessName,
  file: 'main' | 'migrate' | 'demonstration',
  environment: Record<string, string>,
) => Program;

/** Keeps the logs of this start and of the start before it, which may hold the reason for this one. */
export function programsWithLogsIn(logs: string): ProgramOf {
  const before = `${logs}-before`;
  if (existsSync(logs)) {
    rmSync(before, { recursive: true, force: true });
    renameSync(logs, before);
  }
  mkdirSync(logs);
  return (process, file, environment) => {
    const name = file === 'main' ? nameOf(process) : `${NAMES[file]}-of-${process}`;
    const of: StackProcess = PROCESSES[process];
    const script = join(checkout, of.programs, `${file}.js`);
    return { name, script, nodeOptions: of.nodeOptions ?? [], environment, logFile: join(logs, `${name}.log`) };
  };
}

const NAMES = { migrate: 'migration', demonstration: 'demonstration' };

function nameOf(process: ProcessName): string {
  return process === 'signInProvider' ? 'sign-in-provider' : process;
}
