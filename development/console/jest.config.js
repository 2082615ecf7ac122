export { default } from '@app/tooling/jest-preset.js';
