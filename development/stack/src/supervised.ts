import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessList } from './process-list.js';
import { type Program, type RunningProgram, runProgram } from './program.js';

/** A program that is kept running: it is started again when it ends. */
export type Supervised = {
  name: string;
  pid(): number;
  /** Stops it if it runs, starts it, and waits until it is ready. */
  restart(): Promise<void>;
  /** kill -9; it stays down until `restart`. */
  kill(): Promise<void>;
  /** This process waits no longer for the program that runs now, and ends it at once when it ends itself. */
  endWithProcess(): void;
  /** Stops in order, by force after the given time. */
  stop(milliseconds: number): Promise<void>;
};

export type Surroundings = {
  processes: ProcessList;
  show: (line: string) => void;
  /** Ends the wait when the whole start is canceled. */
  signal: AbortSignal;
};

const restartPauseMilliseconds = 1_000;
const readyMilliseconds = 60_000;
/** A question that nothing answers takes some milliseconds of CPU, while the program needs it to start. */
const askAgainMilliseconds = 150;

/** Resolves when the program answers at `readyUrl`; rejects with its last words if it ends before. */
export async function supervise(program: Program, readyUrl: string, around: Surroundings): Promise<Supervised> {
  let current: RunningProgram | undefined;
  let wanted = true;

  const launch = (): RunningProgram => {
    const running = runProgram(program, around.show);
    current = running;
    around.processes.add(program.name, running.pid);
    return running;
  };
  const healing = async (running: RunningProgram): Promise<void> => {
    const reason = await running.ended;
    around.processes.remove(running.pid);
    if (!wanted || current !== running) return;
    around.show(`${program.name} ended (${reason}); it is started again.`);
    await pause(restartPauseMilliseconds);
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- the stop sets it meanwhile
    if (wanted && current === running) void healing(launch());
  };
  const down = async (signal: NodeJS.Signals, milliseconds: number): Promise<void> => {
    wanted = false;
    const running = current;
    if (running === undefined || running.hasEnded()) return;
    running.signal(signal);
    const impatience = setTimeout(() => running.signal('SIGKILL'), milliseconds);
    await running.ended;
    clearTimeout(impatience);
    around.processes.remove(running.pid);
  };
  const up = async (): Promise<void> => {
    const running = launch();
    await untilReady(program.name, readyUrl, running, around.signal).catch(async (error: unknown) => {
      await down('SIGTERM', 2_000);
      throw error;
    });
    wanted = true;
    void healing(running);
  };

  await up();
  return {
    name: program.name,
    pid: () => current?.pid ?? -1,
    restart: async () => {
      await down('SIGTERM', 5_000);
      await up();
    },
    kill: () => down('SIGKILL', 0),
    endWithProcess: () => current?.endWithProcess(),
    stop: (milliseconds) => down('SIGTERM', milliseconds),
  };
}

/** Own, not wait-on: a program that ends first fails the start at once, with its last words, and a canceled start waits no longer. */
async function untilReady(name: string, url: string, running: RunningProgram, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + readyMilliseconds;
  while (!(await answersOk(url))) {
    signal.throwIfAborted();
    if (running.hasEnded()) throw new Error(`${name} did not start (${await running.ended}):\n${running.lastLines()}`);
    if (performance.now() > deadline) throw new Error(`${name} is not ready after a minute:\n${running.lastLines()}`);
    await pause(askAgainMilliseconds);
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
