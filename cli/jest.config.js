export { default } from '../packages/test-kit/jest/preset.js';
