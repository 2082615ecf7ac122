import preset from '../packages/test-kit/jest/preset.js';

const [[typescript, [swcJest, options]]] = Object.entries(preset.transform);
const { parser, transform } = options.jsc;
const jsc = {
  ...options.jsc,
  parser: { ...parser, tsx: true },
  transform: { ...transform, react: { runtime: 'automatic' } },
};

export default {
  ...preset,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { [typescript]: [swcJest, options], '^.+\\.tsx$': [swcJest, { ...options, jsc }] },
};
