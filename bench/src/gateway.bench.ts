import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HalfLoad, halfLoadTable, measureAtHalfLoad } from './gateway/half-load.js';
import { startContestants } from './gateway/line-up.js';
import { readOperations } from './gateway/operations.js';
import { readOptions } from './gateway/options.js';
import { installPeers } from './gateway/peers.js';
import { rehearse } from './gateway/rehearsal.js';
import { idleCpu, measure, type Round } from './gateway/rounds.js';
import { explanationOf, tableOf } from './gateway/table.js';
import { startWorld, WORLD_SETTINGS } from './gateway/world.js';
import { benchmark, RESULTS } from './harness.js';

// Federated operations on the demonstration: the product's gateway beside other gateways over the same services, its
// fetches sent without a gateway, and one process without federation. The rounds are kept in bench/results/gateway.jsonl.
// Options: --rounds=5 --seconds=4 --callers=4 --operations=L,M --contestants=ours,stock.
await benchmark(
  'gateway',
  async (bench) => {
    const options = readOptions(bench);
    const operations = readOperations(options.operations);
    const peers = await installPeers(bench);
    const world = await startWorld(bench);
    const setting = { world, peers, names: options.contestants };
    const { examinations, fetches } = await rehearse(bench, setting, operations);
    const contestants = await startContestants(bench, { ...setting, subgraphs: world.stack.serviceUrls, fetches });

    const file = join(RESULTS, 'gateway.jsonl');
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(file, '');
    const rounds: Round[] = [];
    const loads: HalfLoad[] = [];
    for (const operation of operations) {
      const equal = examinations.filter((one) => one.operation === operation && one.fault === undefined);
      const able = contestants.filter(({ name }) => equal.some(({ contestant }) => contestant === name));
      bench.progress(`Measuring ${operation.name}: ${operation.title} …`);
      const measured = await measure(world, able, operation, {
        ...options,
        signal: bench.signal,
        keep(round) {
          rounds.push(round);
          appendFileSync(file, `${JSON.stringify(round)}\n`);
        },
      });
      const load = await measureAtHalfLoad(world, able, operation, { ...options, measured, signal: bench.signal });
      if (load !== undefined) loads.push(load);
    }
    for (const line of [
      ...explanationOf({ operations, examinations, options, peers, idle: await idleCpu(world, options.seconds) }),
      ...tableOf(operations, examinations, rounds),
      ...halfLoadTable(loads),
    ])
      bench.print(line);
  },
  { server: WORLD_SETTINGS, markdown: true },
);
