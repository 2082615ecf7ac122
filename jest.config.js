import { existsSync, globSync, readFileSync } from 'node:fs';
import preset from './packages/test-kit/jest/preset.js';

const { workspaces } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** All tests of all workspaces: two files at a time, against one PostgreSQL. */
export default {
  projects: globSync(workspaces, { cwd: import.meta.dirname }).filter((folder) =>
    existsSync(`${folder}/jest.config.js`),
  ),
  maxWorkers: 2,
  testTimeout: preset.testTimeout,
  testSequencer: './packages/test-kit/jest/longest-first.cjs',
  reporters: ['default', './packages/test-kit/jest/results-reporter.js'],
};
