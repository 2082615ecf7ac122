import { afterAll, beforeAll, test } from '@jest/globals';
import { type GeneratedServices, startGeneratedServices } from './generated-services.js';

// Measures what 750 hostile documents leave in the heap. No test: from gateway/, node --expose-gc
// --experimental-vm-modules ../node_modules/jest/bin/jest.js -i --testMatch '**/memory.measure.ts'
const FIELDS =
  'id email displayName status roles invitedAt invitationSentAt firstSignedInAt deactivatedAt deletedAt restorableUntil leavesReportAt';
const LINK = `activeAssociation(source: MICROSOFT_LEARN) { id startedAt user { ${FIELDS} } }`;
const lists = (n: number, first: number, selection: string) =>
  Array.from(
    { length: 6 },
    (_, k) => `u${k}x${n}: users(first: ${first}, filter: { search: "${n}" }) { ${selection} }`,
  );

const invalid = (n: number) => `{ ${'a'.repeat(50_000)}${n} }`;
const tooManyNodes = (n: number) =>
  `query { callerOrganization { ${lists(n, 100, `nodes { ${FIELDS} organization { users(first: 100) { nodes { ${FIELDS} } } } }`).join(' ')} } }`;
const planned = (n: number) =>
  `query ($a: Int = ${n}) { callerOrganization { ${lists(n, 2, `nodes { ${FIELDS} organization { name users(first: 1) { nodes { ${FIELDS} } } } ${LINK} }`).join(' ')} forecast(months: $a) { skillingPoints } } }`;

let services: GeneratedServices;
beforeAll(async () => {
  services = await startGeneratedServices();
});
afterAll(() => services.stop());

async function print(what: string): Promise<void> {
  for (const { received } of services.subgraphs.values()) received.length = 0;
  for (let nth = 0; nth < 5; nth++) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((done) => setTimeout(done, 100));
  }
  process.stderr.write(`${what}: ${(process.memoryUsage().heapUsed / 1e6).toFixed(1)} MB\n`);
}

test('the heap', async () => {
  const client = services.gateway.client.as(services.token);
  for (let nth = 0; nth < 20; nth++) await client.execute(`{ viewer { a${nth}: displayName } }`);
  await print('at the start');
  const run = async (what: string, document: (n: number) => string, from: number, to: number) => {
    for (let n = from; n < to; n++) await client.execute(document(n));
    await print(`after ${to - from} ${what}`);
  };
  await run('that are invalid', invalid, 0, 100);
  await run('that ask for too many nodes', tooManyNodes, 0, 150);
  await run('that are large and planned', planned, 0, 100);
  await run('more of these', planned, 100, 300);
  await run('more of these', planned, 300, 500);
}, 900_000);
