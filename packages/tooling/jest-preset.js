import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const swcrc = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));

/** The one jest configuration of every workspace: TypeScript by swc, sibling packages from source. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  coverageProvider: 'v8',
  testMatch: ['**/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@app/source', 'node', 'node-addons'] },
  testTimeout: 60_000,
  reporters: ['default', fileURLToPath(new URL('./results-reporter.js', import.meta.url))],
  globalSetup: fileURLToPath(new URL('../test-kit/global-setup.js', import.meta.url)),
  globalTeardown: fileURLToPath(new URL('../test-kit/global-teardown.js', import.meta.url)),
};
