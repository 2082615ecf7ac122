import preset from '../test-kit/jest/preset.js';

// These tests declare types of their own, some of the same name.
const testEnvironmentOptions = { ...preset.testEnvironmentOptions, copyPerFile: true };

export default { ...preset, testEnvironmentOptions };
