const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Files that take longest, or that wait more than they compute, so that both workers are busy until the end of a run.
 * Where jest has measured an earlier run, it knows better and orders by that.
 */
const FIRST = [
  'tests/src/model/model-of-the-services',
  'tests/src/resilience/resilience',
  'services/credits/test/integration/fourteen-months',
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    return sorted
      .map((test) => [rank(test.path), test])
      .sort(([a], [b]) => a - b)
      .map(([, test]) => test);
  }
};

function rank(path) {
  const known = FIRST.findIndex((name) => path.includes(name));
  if (known >= 0) return known;
  if (/\/(tests\/src|web\/test\/pages)\//.test(path)) return FIRST.length;
  return FIRST.length + (path.includes('/integration/') ? 1 : 2);
}
