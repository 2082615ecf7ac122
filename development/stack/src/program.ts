import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A program of ours, run by the same Node.js as this one. */
export type Program = {
  name: string;
  /** The built file. */
  script: string;
  environment: Record<string, string>;
  /** Where all that it says is kept. */
  logFile: string;
};

/** A program that does not end by itself by then is killed. */
const STUBBORN_MILLISECONDS = 3_000;

export type RunningProgram = {
  pid: number;
  /** What it said last, for the message when it fails. */
  lastLines(): string;
  /** Exit code or signal. */
  ended: Promise<string>;
  hasEnded(): boolean;
  signal(signal: NodeJS.Signals): void;
};

/** Starts a program. Problems that it reports are shown; the rest goes to its log file only. */
export function runProgram(program: Program, show: (line: string) => void): RunningProgram {
  // Detached: Ctrl-C reaches the whole process group of the terminal, and our order of stopping would be lost.
  const child = spawn(process.execPath, ['--enable-source-maps', program.script], {
    env: program.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const last: string[] = [];
  keepOutput(child, program, last, show);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    const end = (reason: string): void => {
      over = true;
      resolve(reason);
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  return {
    pid: child.pid ?? -1,
    lastLines: () => last.join('\n'),
    ended,
    hasEnded: () => over,
    signal: (signal) => void child.kill(signal),
  };
}

/** Runs a program that does one thing and ends; anything but success is an error with its last words. */
export async function runToTheEnd(program: Program, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const running = runProgram(program, () => undefined);
  let impatience: NodeJS.Timeout | undefined;
  const abort = (): void => {
    running.signal('SIGTERM');
    impatience = setTimeout(() => running.signal('SIGKILL'), STUBBORN_MILLISECONDS);
  };
  signal.addEventListener('abort', abort, { once: true });
  const outcome = await running.ended;
  signal.removeEventListener('abort', abort);
  clearTimeout(impatience);
  if (outcome !== 'exit code 0') throw new Error(`${program.name} failed (${outcome}):\n${running.lastLines()}`);
}

function keepOutput(child: ChildProcess, program: Program, last: string[], show: (line: string) => void): void {
  const log = createWriteStream(program.logFile, { flags: 'a' });
  log.on('error', () => undefined);
  const keep = (stream: Readable, isError: boolean): void => {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      last.push(line);
      if (last.length > 20) last.shift();
      const problem = problemIn(line, isError);
      if (problem !== undefined) show(`[${program.name}] ${problem}`);
    });
  };
  if (child.stdout !== null) keep(child.stdout, false);
  if (child.stderr !== null) keep(child.stderr, true);
  child.once('close', () => log.end());
}

/** Log lines are JSON with pino's levels: 50 is an error. What is not JSON comes from Node.js itself. */
function problemIn(line: string, isError: boolean): string | undefined {
  try {
    const entry = JSON.parse(line) as { level?: unknown; msg?: unknown };
    return typeof entry.level === 'number' && entry.level >= 50 ? String(entry.msg ?? line) : undefined;
  } catch {
    return isError && line.trim() !== '' ? line : undefined;
  }
}
