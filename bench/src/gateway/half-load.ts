import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../harness.js';
import type { Contestant } from './contestant.js';
import type { Operation } from './operations.js';
import type { RunOptions } from './options.js';
import { type Round, warm } from './rounds.js';
import type { World } from './world.js';

/** The waits for answers of two contestants to an operation that arrives at the same rate at both. */
export type HalfLoad = { operation: string; perSecond: number; ours: Waits; stock: Waits };
/** Milliseconds until the answer, of half and of 99 of 100 requests. */
export type Waits = { requests: number; p50: number; p99: number };

type Pair = Readonly<Record<'ours' | 'stock', Contestant>>;
type Load = Pick<RunOptions, 'rounds' | 'seconds' | 'callers'> & { signal: AbortSignal };

/**
 * Measures waits at half of the throughput that the slower of both reached in its rounds. Requests are sent at their
 * time, whether earlier ones are answered or not.
 */
export async function measureAtHalfLoad(
  world: World,
  contestants: readonly Contestant[],
  operation: Operation,
  { measured, ...load }: Load & { measured: readonly Round[] },
): Promise<HalfLoad | undefined> {
  const [ours, stock] = ['ours', 'stock'].map((name) => contestants.find((contestant) => contestant.name === name));
  if (ours === undefined || stock === undefined) return undefined;
  const pair: Pair = { ours, stock };
  const throughput = (name: string) =>
    median(measured.filter(({ contestant }) => contestant === name).map(({ perSecond }) => perSecond));
  const perSecond = Math.min(throughput('ours'), throughput('stock')) / 2;
  const waits = { ours: [] as number[], stock: [] as number[] };
  for (let round = 0; round < load.rounds; round += 1)
    for (const name of round % 2 === 0 ? (['ours', 'stock'] as const) : (['stock', 'ours'] as const)) {
      load.signal.throwIfAborted();
      await warm({ world, contestant: pair[name], operation }, load.callers);
      waits[name].push(...(await arrivals(world, pair[name], operation, perSecond, load.seconds)));
    }
  return { operation: operation.name, perSecond, ours: waitsOf(waits.ours), stock: waitsOf(waits.stock) };
}

async function arrivals(
  world: World,
  contestant: Contestant,
  operation: Operation,
  perSecond: number,
  seconds: number,
): Promise<number[]> {
  const authorizations = await world.issuer.authorizations(Math.ceil(perSecond * seconds));
  const begun = performance.now();
  const answers: Promise<number>[] = [];
  for (const [nth, authorization] of authorizations.entries()) {
    const due = begun + (nth * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    answers.push(waitFor(contestant, operation, authorization));
  }
  return Promise.all(answers);
}

async function waitFor(contestant: Contestant, operation: Operation, authorization: string): Promise<number> {
  const sent = performance.now();
  await contestant.ask(operation, authorization);
  return performance.now() - sent;
}

function waitsOf(waits: readonly number[]): Waits {
  const sorted = waits.toSorted((a, b) => a - b);
  const [p50 = 0, p99 = 0] = [0.5, 0.99].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  return { requests: waits.length, p50, p99 };
}

/** A Markdown table of the waits. */
export function halfLoadTable(loads: readonly HalfLoad[]): string[] {
  if (loads.length === 0) return [];
  const milliseconds = (value: number) => value.toFixed(1);
  return [
    '',
    'At half load: each operation arrives at half of the ops/s of the slower of both, without regard to answers; all rounds together.',
    '',
    '| operation | arrivals/s | requests | ours p50 | stock p50 | ÷ stock | ours p99 | stock p99 | ÷ stock |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...loads.map(({ operation, perSecond, ours, stock }) => {
      const ratio = (of: 'p50' | 'p99') => (ours[of] / stock[of]).toFixed(2);
      const cells = [
        ...[operation, perSecond.toFixed(0), String(ours.requests)],
        ...[milliseconds(ours.p50), milliseconds(stock.p50), ratio('p50')],
        ...[milliseconds(ours.p99), milliseconds(stock.p99), `**${ratio('p99')}**`],
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}
