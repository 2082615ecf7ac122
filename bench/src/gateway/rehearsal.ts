import type { Bench } from '../harness.js';
import { type Examination, examine } from './examine.js';
import { type Setting, startContestants } from './line-up.js';
import type { Operation } from './operations.js';
import { type Fetch, recordSubgraphs } from './recorded-subgraphs.js';

/** What is known before the rounds: who gives the right answers, with how much work, and the fetches of our plans. */
export type Rehearsal = { examinations: Examination[]; fetches: ReadonlyMap<string, readonly Fetch[]> };

/**
 * Lets each contestant answer each operation, over services that record what they are asked. The answers of the first
 * contestant are the expected ones.
 */
export async function rehearse(
  bench: Pick<Bench, 'atEnd' | 'signal' | 'progress'>,
  setting: Setting,
  operations: readonly Operation[],
): Promise<Rehearsal> {
  const { world } = setting;
  const recorder = await recordSubgraphs(world.stack.serviceUrls);
  bench.atEnd(recorder.stop);
  const fetches = new Map<string, readonly Fetch[]>();
  const contestants = await startContestants(bench, { ...setting, subgraphs: recorder.urls, fetches });
  const examinations: Examination[] = [];
  for (const operation of operations) {
    let expected: unknown;
    for (const contestant of contestants) {
      bench.signal.throwIfAborted();
      const { examination, data, asked } = await examine({ world, recorder }, contestant, operation, expected);
      expected ??= data;
      if (examination.fault !== undefined)
        bench.progress(`${operation.name} is not measured with ${contestant.name}: ${examination.fault}`);
      if (contestant.name === 'ours') fetches.set(operation.name, asked);
      examinations.push(examination);
    }
  }
  for (const contestant of contestants) await contestant.stop();
  return { examinations, fetches };
}
