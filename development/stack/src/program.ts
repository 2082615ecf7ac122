import { createWriteStream } from 'node:fs';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { execa, type Options } from 'execa';

/** A program of this repository, run by the same Node.js as this one. */
export type Program = {
  name: string;
  /** The built file. */
  script: string;
  nodeOptions?: readonly string[];
  environment: Record<string, string>;
  /** Receives all output. */
  logFile: string;
};

export type RunningProgram = {
  pid: number;
  /** The last lines of output, for the message when it fails. */
  lastLines(): string;
  /** Exit code or signal. */
  ended: Promise<string>;
  hasEnded(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** This process waits no longer for the program, and ends it at once when it ends itself. */
  endWithProcess(): void;
};

/** A canceled program that does not end by itself within this time is killed. */
const KILL_AFTER_MILLISECONDS = 3_000;
const KEPT_LINES = 20;

/** Starts a program. Problems that it reports are shown; the rest goes to its log file only. */
export function runProgram(
  program: Program,
  show: (line: string) => void,
  options: Pick<Options, 'cancelSignal' | 'forceKillAfterDelay'> = {},
): RunningProgram {
  // Detached: Ctrl-C reaches the whole process group of the terminal, and the order of the stop would be lost.
  const child = execa(process.execPath, ['--enable-source-maps', ...(program.nodeOptions ?? []), program.script], {
    env: program.environment,
    extendEnv: false,
    detached: true,
    reject: false,
    buffer: false,
    stdin: 'ignore',
    ...options,
  });
  const log = createWriteStream(program.logFile, { flags: 'a' });
  log.on('error', () => undefined);
  const last: string[] = [];
  const keepLines = (stream: Readable | null, isError: boolean): void => {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      last.push(line);
      if (last.length > KEPT_LINES) last.shift();
      const problem = problemIn(line, isError);
      if (problem !== undefined) show(`[${program.name}] ${problem}`);
    });
  };
  keepLines(child.stdout, false);
  keepLines(child.stderr, true);
  let over = false;
  const ended = child.then(({ exitCode, signal, shortMessage }) => {
    over = true;
    log.end();
    return signal ?? (exitCode === undefined ? (shortMessage ?? 'not started') : `exit code ${exitCode}`);
  });
  const end = (): void => void child.kill('SIGKILL');
  void ended.then(() => process.off('exit', end));
  return {
    pid: child.pid ?? -1,
    lastLines: () => last.join('\n'),
    ended,
    hasEnded: () => over,
    signal: (signal) => void child.kill(signal),
    endWithProcess: () => {
      child.nodeChildProcess.unref();
      for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref();
      process.off('exit', end).once('exit', end);
    },
  };
}

/** Runs a program that does one thing and ends; anything but success is an error with its last words. */
export async function runToTheEnd(program: Program, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const canceling = { cancelSignal: signal, forceKillAfterDelay: KILL_AFTER_MILLISECONDS };
  const running = runProgram(program, () => undefined, canceling);
  const outcome = await running.ended;
  if (outcome !== 'exit code 0') throw new Error(`${program.name} failed (${outcome}):\n${running.lastLines()}`);
}

/** Log lines are JSON with pino's levels: 50 is an error. Other lines come from Node.js itself. */
function problemIn(line: string, isError: boolean): string | undefined {
  try {
    const entry = JSON.parse(line) as { level?: unknown; msg?: string };
    return typeof entry.level === 'number' && entry.level >= 50 ? (entry.msg ?? line) : undefined;
  } catch {
    return isError && line.trim() !== '' ? line : undefined;
  }
}
