import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const swcrc = JSON.parse(readFileSync(new URL('../../../.swcrc', import.meta.url), 'utf8'));
const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

/** The jest configuration of every workspace: TypeScript by swc, sibling packages from their sources. */
export default {
  runtime: beside('./module-runtime.cjs'),
  testEnvironment: beside('./process-environment.cjs'),
  testEnvironmentOptions: { customExportConditions: ['@app/source', 'node', 'node-addons'] },
  testMatch: ['**/*.test.ts'],
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: beside('./global-setup.js'),
  globalTeardown: beside('./global-teardown.js'),
};
