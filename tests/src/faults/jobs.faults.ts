import { faultSuite } from './fault-suite.js';
import {
  killDuringDeliveries,
  killDuringExports,
  killDuringImports,
  killDuringLinks,
  killDuringReports,
} from './kill-tests.js';

const MINUTE = 60_000;
const all = (minutes: number) => ({ wanted: 'all' as const, milliseconds: minutes * MINUTE });

describe('kill -9 between every two steps', () => {
  const suite = faultSuite(250);

  it('of credits after a link: its credit counts once', () => killDuringLinks(suite, all(6), ['credits']), 9 * MINUTE);

  it('of an import: started again, it records each row once', () => killDuringImports(suite, all(1)), 3 * MINUTE);

  it(
    'of credits during an export: the file is whole, and made once',
    () => killDuringExports(suite, all(2)),
    4 * MINUTE,
  );

  it(
    'of credits during a delivery: the achievement is recorded once, and its event arrives under one id',
    () => killDuringDeliveries(suite, all(2)),
    4 * MINUTE,
  );

  it(
    'of credits during a Skills Report: it is published once, and says the same',
    () => killDuringReports(suite, { ...all(2), isHurried: true }),
    4 * MINUTE,
  );

  it(
    'of credits during a Skills Report, without hands: it is published within a minute',
    () => killDuringReports(suite, { wanted: 1, milliseconds: MINUTE, isHurried: false }),
    4 * MINUTE,
  );
});
