import type { Bench } from '../harness.js';
import { CONTESTANTS } from './line-up.js';

/** How a run is made. */
export type RunOptions = {
  rounds: number;
  /** Length of a round and of the warm-up before the first one. */
  seconds: number;
  /** Requests that are open at once. */
  callers: number;
  /** The names of the operations, undefined for all, and of the contestants. */
  operations: readonly string[] | undefined;
  contestants: readonly string[];
};

/** Reads `--rounds=`, `--seconds=`, `--callers=`, `--operations=L,M` and `--contestants=ours,stock`. */
export function readOptions({ option }: Pick<Bench, 'option'>): RunOptions {
  const number = (name: `--${string}`, usual: number): number => {
    const value = Number(option(name) ?? usual);
    if (!(value > 0)) throw new Error(`${name} is a number above 0.`);
    return value;
  };
  const contestants = option('--contestants')?.split(',') ?? CONTESTANTS;
  const unknown = contestants.filter((name) => !(CONTESTANTS as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no contestant ${unknown.join(', ')}; there are ${CONTESTANTS.join(', ')}.`);
  if (contestants.includes('direct') && !contestants.includes('ours'))
    throw new Error('The contestant direct sends the fetches of ours, which has to take part.');
  return {
    rounds: Math.ceil(number('--rounds', 5)),
    seconds: number('--seconds', 4),
    callers: Math.ceil(number('--callers', 4)),
    operations: option('--operations')?.split(','),
    contestants,
  };
}
