import preset from '../packages/test-kit/jest/preset.js';

/** `npm run test:faults`: kills between every two steps, two clusters at a time, within limits of time. */
export default { ...preset, testMatch: ['**/src/faults/*.faults.ts'], maxWorkers: 2, verbose: true };
