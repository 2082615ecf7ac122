import { VICTIMS } from './cluster.js';
import { faultSuite } from './fault-suite.js';
import {
  killDuringDeliveries,
  killDuringExports,
  killDuringImports,
  killDuringLinks,
  killDuringReports,
} from './kill-tests.js';

const LIMIT = 300_000;
/** Other tests run at the same time. The long form allows ten seconds. */
const OUTAGE_OF_A_BUSY_MACHINE = 60_000;
const one = { wanted: 1, milliseconds: LIMIT };

/** The short form: some points of each kind. `npm run test:faults` tries all. */
describe('kill -9', () => {
  const suite = faultSuite(40, { outageAllowed: OUTAGE_OF_A_BUSY_MACHINE });

  it(
    'of each process during a link: the link is made once, and its credit counts once',
    async () => {
      await killDuringLinks(suite, { wanted: VICTIMS.length, milliseconds: LIMIT }, VICTIMS);
    },
    LIMIT,
  );

  it('of an import: started again, it records each row once', () => killDuringImports(suite, one), LIMIT);

  it('of credits during an export: the file is whole, and made once', () => killDuringExports(suite, one), LIMIT);

  it(
    'of credits during a delivery: the achievement is recorded once, and its event arrives under one id',
    () => killDuringDeliveries(suite, one),
    LIMIT,
  );

  it(
    'of credits during a Skills Report: it is published once, and says the same',
    () => killDuringReports(suite, { ...one, isHurried: true }),
    LIMIT,
  );
});
