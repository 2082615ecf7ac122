import { isDeepStrictEqual } from 'node:util';
import { type Audit, type Case, installAudit, type Suite, serveAudit } from './federation-audit/audit.js';
import type { Answer, StartAudited } from './federation-audit/audited.js';
import { startOurs } from './federation-audit/ours.js';
import { stockIn } from './federation-audit/stock.js';
import { resultOf, type SuiteResult } from './federation-audit/table.js';
import { installPeers } from './gateway/peers.js';
import { benchmark } from './harness.js';

const USAGE = 'npm run bench -- federation-audit <folder or address of graphql-hive/federation-gateway-audit>';

// The audit of federation by graphql-hive: every suite has a supergraph, its subgraphs, operations and their expected
// answers. `--suites=a,b` runs some of them, `--show` prints each failing answer.
await benchmark(
  'federation-audit',
  async (bench) => {
    const [source] = bench.arguments;
    if (source === undefined) throw new Error(USAGE);
    const audit = await installAudit(bench, source);
    const peers = await installPeers(bench);
    const only = bench.option('--suites')?.split(',');
    const show = bench.hasFlag('--show') ? bench.progress : () => undefined;
    const ours = await runAll(audit, startOurs, only, show);
    const stock = await runAll(audit, stockIn(peers.folder), only, show);
    for (const line of resultOf({ audit, peers, results: { ours, stock } })) bench.print(line);
  },
  { markdown: true },
);

/** Runs the suites against one contestant. */
async function runAll(
  audit: Audit,
  start: StartAudited,
  only: readonly string[] | undefined,
  show: (line: string) => void,
): Promise<SuiteResult[]> {
  const { suites, stop } = await serveAudit(audit);
  try {
    const results: SuiteResult[] = [];
    for (const suite of suites) if (only?.includes(suite.id) ?? true) results.push(await runSuite(suite, start, show));
    return results;
  } finally {
    await stop();
  }
}

async function runSuite(suite: Suite, start: StartAudited, show: (line: string) => void): Promise<SuiteResult> {
  const gateway = await start(suite);
  const failed: number[] = [];
  for (const [nth, { query, expected }] of suite.cases.entries()) {
    const answer = await gateway
      .ask(query)
      .catch((error: unknown): Answer => ({ errors: [{ message: String(error) }] }));
    if (isExpected(answer, expected)) continue;
    failed.push(nth);
    show(`${suite.id} ${nth}\n${query}\n${JSON.stringify({ expected, answer }, null, 1)}`);
  }
  await gateway.stop();
  return { id: suite.id, cases: suite.cases.length, failed };
}

/** As the audit compares: data as a whole; errors by whether there are some, if that is fixed. */
function isExpected(answer: Answer, expected: Case['expected']): boolean {
  if (!isDeepStrictEqual(answer.data ?? null, expected.data ?? null)) return false;
  return expected.errors === undefined || expected.errors === (answer.errors ?? []).length > 0;
}
