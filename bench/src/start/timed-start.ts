import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '@app/stack/ports';
import { PORT_NAMES, PORTS, type PortName } from '@app/stack/processes';
import { terminalEnvironment } from './environment.js';
import { isAnswered } from './first-answer.js';

/** A line that a program showed, and the seconds since the program was started. */
export type Shown = { line: string; seconds: number };
/** A program until what was waited for, with the lines that it showed before. */
export type Timed = { shown: readonly Shown[]; seconds: number };

const ASK_AGAIN_MILLISECONDS = 100;
const GIVE_UP_SECONDS = 600;

/**
 * Runs `npm start` with this folder of data until the gateway answers a user, or until all is loaded that a first start
 * loads, and stops it.
 */
export async function timeStart(
  { root, dataDir, signal }: { root: string; dataDir: string; signal: AbortSignal },
  until: 'answered' | 'loaded',
): Promise<Timed> {
  const ports = await freePorts(PORT_NAMES.length);
  const settings = Object.fromEntries(PORT_NAMES.map((name, nth) => [PORTS[name].setting, String(ports[nth])]));
  const addressOf = (name: PortName) => `http://127.0.0.1:${settings[PORTS[name].setting]}`;
  const environment = { ...settings, DATA_DIR: dataDir };
  return timeProgram(['start', '--silent'], { cwd: root, signal, environment }, async (shown) =>
    until === 'loaded'
      ? shown.some(({ line }) => line.startsWith('Ready.'))
      : isAnswered(addressOf('gateway'), addressOf('signInProvider')),
  );
}

/** Runs `npm test` with one file of tests until its result is there. */
export async function timeTest(root: string, file: string, signal: AbortSignal): Promise<Timed> {
  return timeProgram(['test', '--silent', '--', file], { cwd: root, signal, environment: {} }, async (shown) =>
    shown.some(({ line }) => line.includes('PASS')),
  );
}

async function timeProgram(
  words: readonly string[],
  { cwd, environment, signal }: { cwd: string; environment: Record<string, string>; signal: AbortSignal },
  isThere: (shown: readonly Shown[]) => Promise<boolean>,
): Promise<Timed> {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1_000;
  const child = spawn('npm', words, { cwd, env: terminalEnvironment(environment), detached: true });
  const shown: Shown[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => shown.push({ line, seconds: seconds() }));
  const ended = once(child, 'exit');
  try {
    while (!(await isThere(shown))) {
      signal.throwIfAborted();
      if (child.exitCode !== null || seconds() > GIVE_UP_SECONDS)
        throw new Error(`npm ${words[0]} is not there:\n${shown.map(({ line }) => line).join('\n')}`);
      await pause(ASK_AGAIN_MILLISECONDS);
    }
    return { seconds: seconds(), shown: [...shown] };
  } finally {
    stop(child);
    await ended;
  }
}

/** To the whole group, as Ctrl-C in a terminal. */
function stop({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGINT');
}
