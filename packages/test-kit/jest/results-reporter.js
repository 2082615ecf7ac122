import { relative } from 'node:path';

/** Ends a run of tests with the line `N passed, N failed`; before it, a line for each reason to skip whole files. */
export default class ResultsReporter {
  onRunComplete(_contexts, results) {
    // A file that does not load has no tests that could fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + (results.wasInterrupted ? 1 : 0);
    process.once('exit', () => {
      process.stdout.write(`${skippedFiles(results).join('')}${results.numPassedTests} passed, ${failed} failed\n`);
    });
    // A handle that a test left open keeps the process alive: end it as a failure instead of waiting forever.
    setTimeout(() => {
      process.stderr.write('A handle that a test opened is still open half a minute after the tests.\n');
      process.exit(1);
    }, 30_000).unref();
  }
}

/** The reason is the title of the group that is skipped: `Skipped, no Chromium …: web/test/pages/people.test.ts`. */
function skippedFiles({ testResults }) {
  const skipped = testResults.filter(({ numPendingTests, testResults: tests }) => numPendingTests === tests.length);
  const files = Object.groupBy(
    skipped.filter(({ numPendingTests }) => numPendingTests > 0),
    ({ testResults: [first] }) => first.ancestorTitles[0],
  );
  return Object.entries(files).map(([reason, results]) => {
    const names = results.map(({ testFilePath }) => relative('', testFilePath)).sort();
    return `Skipped, ${reason}: ${names.join(', ')}\n`;
  });
}
