import { setTimeout as pause } from 'node:timers/promises';
import { startContestants } from './gateway/line-up.js';
import { type Minute, memoryTable } from './gateway/memory-table.js';
import { mixedLoad } from './gateway/mixed-load.js';
import { readOperations } from './gateway/operations.js';
import { startWorld, WORLD_SETTINGS } from './gateway/world.js';
import { benchmark } from './harness.js';

const MINUTE_MILLISECONDS = 60_000;

// The memory of the product's gateway under a mixed load, after a forced collection in each minute. Options:
// --minutes=60 --callers=4.
await benchmark(
  'gateway-memory',
  async (bench) => {
    const minutes = Number(bench.option('--minutes') ?? 60);
    const callers = Number(bench.option('--callers') ?? 4);
    const world = await startWorld(bench);
    const peers = { folder: '', versions: {} };
    const setting = { world, peers, names: ['ours'], subgraphs: world.stack.serviceUrls, fetches: new Map() };
    const [gateway] = await startContestants(bench, setting);
    if (gateway?.memory === undefined) throw new Error('The gateway does not report its memory.');
    const measured: Minute[] = [{ minute: 0, requests: 0, newDocuments: 0, ...(await gateway.memory()) }];
    const load = mixedLoad(world, gateway, readOperations(), { callers, signal: bench.signal });
    for (let minute = 1; minute <= minutes; minute += 1) {
      await Promise.race([pause(MINUTE_MILLISECONDS, undefined, { signal: bench.signal }), load.failed]);
      measured.push({ minute, ...load.sent(), ...(await gateway.memory()) });
      bench.progress(`Minute ${minute} of ${minutes}: ${Math.round((measured.at(-1)?.rss ?? 0) / 1e6)} MB`);
    }
    await load.stop();
    for (const line of memoryTable(measured, callers)) bench.print(line);
  },
  { server: WORLD_SETTINGS, markdown: true },
);
