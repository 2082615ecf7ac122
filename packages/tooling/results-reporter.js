import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Leaves the figures of a workspace where the run of all workspaces adds them up. */
export default class ResultsReporter {
  constructor(globalConfig) {
    this.file = join(globalConfig.rootDir, '.test-results.json');
  }

  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A file that does not even load has no tests to fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    // What a test forgot to stop would keep the run from ending: then it ends as a failure, not never.
    setTimeout(() => {
      process.stderr.write('Something that a test started still runs half a minute after the tests.\n');
      process.exit(1);
    }, 30_000).unref();
    writeFileSync(this.file, JSON.stringify({ passed, failed, interrupted: results.wasInterrupted === true }));
  }
}
