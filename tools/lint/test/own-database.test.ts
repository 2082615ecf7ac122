import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TESTS = [':(glob)**/test/**/*.ts', 'tests/src/*.ts', 'packages/test-kit/src/*.ts'];

/** What narrows a look at the sessions or the locks of a server to those of one test. */
const OWN = /\bdatname\b|\bpid = \$1|\busename = '\$\{/;

/** This file, and one whose server is its own. */
const APART = ['tools/lint/test/own-database.test.ts', 'tests/src/faults/outage-tests.ts'];

/** The statements of a source that see the sessions or the locks of all databases of the server. */
function foreign(text: string): string[] {
  return [...text.matchAll(/`[^`]*`|"[^"\n]*"|'[^'\n]*'/g)]
    .map(([literal]) => literal)
    .filter((literal) => /\b(?:FROM|JOIN) pg_(?:stat_activity|locks)\b/.test(literal) && !OWN.test(literal));
}

describe('A test', () => {
  // Test files share one server: a session of another file was ended by a statement that was not narrowed.
  it('looks for sessions and locks in its own database alone', () => {
    const files = execFileSync('git', ['ls-files', '--', ...TESTS], { cwd: ROOT, encoding: 'utf8' })
      .trim()
      .split('\n')
      .filter((file) => !APART.includes(file));
    const found = files.flatMap((file) =>
      foreign(readFileSync(`${ROOT}${file}`, 'utf8')).map((statement) => `${file}: ${statement}`),
    );
    expect(found).toEqual([]);
  });

  it.each([`"SELECT FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"`, '`SELECT FROM pg_locks\n  WHERE NOT granted`'])(
    'that looks elsewhere is found: %s',
    (statement) => {
      expect(foreign(`sql(${statement}); sql("SELECT FROM pg_stat_activity WHERE datname = $1");`)).toEqual([
        statement,
      ]);
    },
  );
});
