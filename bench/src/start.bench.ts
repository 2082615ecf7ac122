import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { benchmark, median } from './harness.js';
import { type Timed, timeStart, timeTest } from './start/timed-start.js';

const ROOT = join(import.meta.dirname, '../..');
const DATA = join(ROOT, 'bench/.data/start');
/** A small file that needs no database: what is left is the time until tests run. */
const TEST = 'gateway/test/planning/joined-fetches.test.ts';

// `npm start` until the first answer of all services, with a built checkout and the data of an earlier start, and
// `npm test` until the first result. Options: --rounds=3.
await benchmark(
  'start',
  async (bench) => {
    const rounds = Number(bench.option('--rounds') ?? 3);
    const checkout = { root: ROOT, dataDir: DATA, signal: bench.signal };
    rmSync(DATA, { recursive: true, force: true });
    mkdirSync(DATA, { recursive: true });
    bench.progress('Loading the demonstration by a first start …');
    const first = await timeStart(checkout, 'loaded');
    const starts: Timed[] = [];
    const tests: Timed[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bench.progress(`Round ${round + 1} of ${rounds} …`);
      starts.push(await timeStart(checkout, 'answered'));
      tests.push(await timeTest(ROOT, TEST, bench.signal));
    }
    rmSync(DATA, { recursive: true, force: true });
    const all = (timed: readonly Timed[]) => timed.map(({ seconds }) => seconds.toFixed(1)).join(', ');
    const middle = (timed: readonly Timed[]) => median(timed.map(({ seconds }) => seconds)).toFixed(1);
    bench.print(
      `In seconds, with a built checkout; \`npm start\` with the data of an earlier start (${rounds} rounds in turns).`,
    );
    bench.print('');
    bench.print(`- \`npm start\` until the query of the README is answered: **${middle(starts)}** (${all(starts)})`);
    bench.print(`- \`npm test -- ${TEST}\` until its result: **${middle(tests)}** (${all(tests)})`);
    bench.print(`- the first start, until the demonstration is loaded: ${first.seconds.toFixed(1)}`);
    bench.print('');
    bench.print('The last start, by what it shows:');
    bench.print('');
    bench.print('| seconds | |');
    bench.print('| --: | --- |');
    const last = starts.at(-1);
    for (const { line, seconds } of last?.shown ?? [])
      bench.print(`| ${seconds.toFixed(1)} | ${line.replaceAll('|', '/')} |`);
    bench.print(`| ${last?.seconds.toFixed(1)} | the first answer |`);
  },
  { markdown: true },
);
