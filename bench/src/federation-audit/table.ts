import type { Peers } from '../gateway/peers.js';
import type { Audit } from './audit.js';

/** The cases of a suite, and those of them that a contestant fails, by their positions. */
export type SuiteResult = { id: string; cases: number; failed: readonly number[] };
type Results = Readonly<Record<'ours' | 'stock', readonly SuiteResult[]>>;

/** The lines of the result: sums, and every suite. */
export function resultOf({ audit, peers, results }: { audit: Audit; peers: Peers; results: Results }): string[] {
  return [
    `graphql-hive/federation-gateway-audit ${audit.version}; stock: @apollo/gateway ${peers.versions['@apollo/gateway']} in @apollo/server ${peers.versions['@apollo/server']};`,
    'ours: planning and execution of the gateway, without callers and limits.',
    '',
    '| contestant | cases | suites |',
    '| --- | --: | --: |',
    ...(['ours', 'stock'] as const).map(
      (name) => `| ${name} | ${casesPassed(results[name])} | ${suitesPassed(results[name])} |`,
    ),
    '',
    '| suite | cases | ours | stock |',
    '| --- | --: | --- | --- |',
    ...results.ours.map(
      (own, nth) => `| ${own.id} | ${own.cases} | ${verdictOf(own)} | ${verdictOf(results.stock[nth])} |`,
    ),
  ];
}

function casesPassed(results: readonly SuiteResult[]): string {
  const cases = results.reduce((sum, suite) => sum + suite.cases, 0);
  return `${results.reduce((passed, { failed }) => passed - failed.length, cases)} of ${cases}`;
}

function suitesPassed(results: readonly SuiteResult[]): string {
  return `${results.filter(({ failed }) => failed.length === 0).length} of ${results.length}`;
}

function verdictOf(suite: SuiteResult | undefined): string {
  if (suite === undefined) return '';
  return suite.failed.length === 0 ? 'passed' : `failed: ${suite.failed.join(', ')}`;
}
