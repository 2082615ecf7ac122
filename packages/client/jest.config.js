import preset from '../../packages/test-kit/jest/preset.js';

// These tests need no database.
const { globalSetup: _setup, globalTeardown: _teardown, ...config } = preset;

export default config;
