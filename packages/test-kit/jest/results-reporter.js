/** Ends a run of tests with the line `N passed, N failed`. */
export default class ResultsReporter {
  onRunComplete(_contexts, results) {
    // A file that does not load has no tests that could fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + (results.wasInterrupted ? 1 : 0);
    process.once('exit', () => process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`));
    // A handle that a test left open keeps the process alive: end it as a failure instead of waiting forever.
    setTimeout(() => {
      process.stderr.write('A handle that a test opened is still open half a minute after the tests.\n');
      process.exit(1);
    }, 30_000).unref();
  }
}
