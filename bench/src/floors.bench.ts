import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSchema, executeSync, parse } from 'graphql';
import { clientOf } from './gateway/client.js';
import { clockOfProcess } from './gateway/cpu.js';
import { startWorkIssuer } from './gateway/work-issuer.js';
import { benchmark, median } from './harness.js';

// What no gateway and no service on Node.js can be cheaper than: an HTTP server that does nothing, one that verifies a bearer
// token, and a list by graphql-js. The goals of small operations are held against these figures.
const [ROUNDS, REQUESTS, CALLERS] = [5, 6_000, 4];
const ROWS = 1_000;
const ACCOUNT = { tenantId: 'a', objectId: 'b', login: 'anna@contoso.example' };

await benchmark('floors', async ({ print, atEnd, signal }) => {
  const issuer = await startWorkIssuer(ACCOUNT, 'platform');
  atEnd(issuer.stop);
  for (const server of ['bare', 'verifying']) {
    const child = fork(join(import.meta.dirname, 'floors', `${server}.js`), [issuer.settings.WORK_ISSUER]);
    atEnd(() => child.kill());
    const [url] = (await once(child, 'message')) as [string];
    const client = clientOf(url);
    atEnd(client.close);
    const clock = clockOfProcess(child.pid ?? 0);
    const figures: number[] = [];
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round += 1) {
      signal.throwIfAborted();
      const left = (await issuer.authorizations(REQUESTS)).values();
      const before = clock();
      const caller = async () => {
        for (const authorization of left) await client.post('{"query":"{ __typename }"}', { authorization });
      };
      await Promise.all(Array.from({ length: CALLERS }, caller));
      if (round > 0) figures.push(((clock() - before) * 1_000) / REQUESTS);
    }
    print(`${server}: ${median(figures).toFixed(3)} ms of CPU a request (median of ${ROUNDS} rounds)`);
  }
  print(`list of ${ROWS} x 6 fields by graphql-js: ${median(listByGraphqlJs()).toFixed(2)} ms of CPU`);
});

function listByGraphqlJs(): number[] {
  const schema = buildSchema(
    'type Query { rows: [Row!]! } type Row { a: ID! b: String! c: String d: Int! e: Boolean! f: Float }',
  );
  const document = parse('{ rows { a b c d e f } }');
  const rows = Array.from({ length: ROWS }, (_, d) => ({ a: `${d}`, b: `row ${d}`, c: null, d, e: true, f: d / 2 }));
  const once = () => {
    const begun = process.cpuUsage();
    executeSync({ schema, document, rootValue: { rows } });
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1_000;
  };
  for (let warm = 0; warm < 200; warm += 1) once();
  return Array.from({ length: 200 }, once);
}
