import { setTimeout as pause } from 'node:timers/promises';
import type { Contestant } from './contestant.js';
import { type CpuClock, clockOfProcess } from './cpu.js';
import type { Operation } from './operations.js';
import type { RunOptions } from './options.js';
import type { Backend, World } from './world.js';

/** One round of a contestant. */
export type Round = {
  operation: string;
  contestant: string;
  round: number;
  requests: number;
  /** Requests per second with all callers of the run. */
  perSecond: number;
  /** Milliseconds of CPU per request. */
  cpu: Readonly<Record<'gateway' | Backend, number>>;
  /** Milliseconds until the answer, of half and of 99 of 100 requests. */
  p50: number;
  p99: number;
};

/** A contestant with an operation to answer. */
type Task = { world: World; contestant: Contestant; operation: Operation };
type Load = Pick<RunOptions, 'seconds' | 'callers'> & { signal: AbortSignal };

/** Services end their transactions after the answer; that is work of the round. */
const SETTLE_MILLISECONDS = 100;
/** Requests of a warm-up between two looks at the clock, and before each round: connections that were idle are open again. */
const BATCH = 20;
/** The fewest requests of a round and of a warm-up, since the clocks have steps of 10 ms. */
const FEWEST = 60;

/** Measures an operation: warms all contestants up, then lets them take turns, in each round from another one on. */
export async function measure(
  world: World,
  contestants: readonly Contestant[],
  operation: Operation,
  { rounds, keep, ...load }: Load & { rounds: number; keep(round: Round): void },
): Promise<Round[]> {
  const tasks = contestants.map((contestant) => ({ world, contestant, operation }));
  const requests: number[] = [];
  for (const task of tasks) requests.push(await warmUp(task, load));
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < tasks.length; turn += 1) {
      const nth = (round + turn) % tasks.length;
      const task = tasks[nth];
      if (task === undefined) continue;
      load.signal.throwIfAborted();
      const result = { ...(await measureOnce(task, requests[nth] ?? FEWEST, load.callers)), round };
      keep(result);
      measured.push(result);
    }
  }
  return measured;
}

/** CPU of the idle services and PostgreSQL in milliseconds per second. */
export async function idleCpu({ clocks }: World, seconds: number): Promise<Record<Backend, number>> {
  const used = reader(clocks);
  const begun = performance.now();
  await pause(seconds * 1_000);
  return used((performance.now() - begun) / 1_000);
}

/** Sends some requests, so that connections are open. */
export async function warm(task: Task, callers: number): Promise<void> {
  await send(task, BATCH, callers);
}

/** Sends requests for the time of a round; returns how many fill it. */
async function warmUp(task: Task, { seconds, callers, signal }: Load): Promise<number> {
  let [rate, requests] = [0, 0];
  for (let spent = 0; spent < seconds || requests < FEWEST; requests += BATCH) {
    signal.throwIfAborted();
    const duration = (await send(task, BATCH, callers)).seconds;
    spent += duration;
    rate = (rate + BATCH / duration) / (rate > 0 ? 2 : 1);
  }
  return Math.max(FEWEST, Math.round(rate * seconds));
}

async function measureOnce(task: Task, requests: number, callers: number): Promise<Omit<Round, 'round'>> {
  const { world, contestant, operation } = task;
  const gateway = contestant.pid === undefined ? () => 0 : clockOfProcess(contestant.pid);
  const authorizations = await world.issuer.authorizations(requests);
  await warm(task, callers);
  await pause(SETTLE_MILLISECONDS);
  const used = reader({ gateway, ...world.clocks });
  const { seconds, waits } = await send(task, requests, callers, authorizations);
  await pause(SETTLE_MILLISECONDS);
  const cpu = used(requests);
  const sorted = waits.sort((a, b) => a - b);
  const [p50 = 0, p99 = 0] = [0.5, 0.99].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  const names = { operation: operation.name, contestant: contestant.name };
  return { ...names, requests, perSecond: requests / seconds, cpu, p50, p99 };
}

/** Sends requests with this many callers, each of which waits for its answer before it sends the next. */
async function send(
  { world, contestant, operation }: Task,
  requests: number,
  callers: number,
  given?: readonly string[],
): Promise<{ seconds: number; waits: number[] }> {
  const authorizations = given ?? (await world.issuer.authorizations(requests));
  const waits: number[] = [];
  const left = authorizations.values();
  const begun = performance.now();
  const caller = async (): Promise<void> => {
    for (const authorization of left) {
      const sent = performance.now();
      await contestant.ask(operation, authorization);
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { seconds: (performance.now() - begun) / 1_000, waits };
}

/** Reads all clocks now; the result reads them again and divides what was used, in milliseconds. */
function reader<Name extends string>(clocks: Readonly<Record<Name, CpuClock>>): (by: number) => Record<Name, number> {
  const entries = Object.entries<CpuClock>(clocks);
  const before = entries.map(([, clock]) => clock());
  return (by) =>
    Object.fromEntries(
      entries.map(([name, clock], nth) => [name, ((clock() - (before[nth] ?? 0)) * 1_000) / by]),
    ) as Record<Name, number>;
}
