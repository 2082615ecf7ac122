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
    writeFileSync(this.file, JSON.stringify({ passed, failed, interrupted: results.wasInterrupted === true }));
  }
}
