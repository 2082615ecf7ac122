import { faultSuite } from './fault-suite.js';
import { killDuringLinks } from './kill-tests.js';

const MINUTE = 60_000;

describe('kill -9 between every two steps of a link', () => {
  const suite = faultSuite(250);

  it(
    'of the gateway, identity and association: the link is made once, and its credit counts once',
    () => killDuringLinks(suite, { wanted: 'all', milliseconds: 7 * MINUTE }, ['gateway', 'identity', 'association']),
    10 * MINUTE,
  );

  it(
    'of PostgreSQL at every COMMIT: the link is made once, and its credit counts once',
    () => killDuringLinks(suite, { wanted: 'all', milliseconds: 4 * MINUTE }, ['postgres']),
    10 * MINUTE,
  );
});
