import fc from 'fast-check';
import type { Finding, FindingState } from '../../src/doctor/finding.js';
import { judgeGateway } from '../../src/doctor/judge-gateway.js';
import {
  judgeClock,
  judgeDatabase,
  judgeExportsFolder,
  judgeIssuer,
  judgeMail,
  judgeMigrations,
  judgeQueue,
  judgeRelay,
  judgeService,
  judgeSettings,
  judgeStandby,
  judgeWebhooks,
} from '../../src/doctor/judgments.js';

const quiet = { oldestDueSeconds: null, failing: 0, givenUp: 0 };
const healthy = { disabled: 0, failing: 0, lagSeconds: null };
const reached = { isReady: true, away: [], rejecting: [] };
const upToDate = { missingMigrations: [], unknownMigrations: [] };

const CASES: [what: string, finding: Finding, state: FindingState, sentence: string | RegExp][] = [
  ['valid settings', judgeSettings('credits', []), 'ok', 'Complete and valid.'],
  ['a missing setting', judgeSettings('credits', ['A: the a', 'B: the b']), 'problem', 'A: the a; B: the b'],
  ['PostgreSQL 18', judgeDatabase('credits', { serverVersion: 180_004 }), 'ok', 'PostgreSQL 18 answers.'],
  ['PostgreSQL 17', judgeDatabase('credits', { serverVersion: 170_009 }), 'problem', /17 .* 18 is needed/],
  ['no database', judgeDatabase('credits', { fault: 'X: no PostgreSQL' }), 'problem', 'X: no PostgreSQL'],
  ['all migrations', judgeMigrations('credits', upToDate), 'ok', 'All are applied.'],
  [
    'a missing migration',
    judgeMigrations('credits', { ...upToDate, missingMigrations: ['M1'] }),
    'problem',
    /lacks M1/,
  ],
  ['a newer database', judgeMigrations('credits', { ...upToDate, unknownMigrations: ['M2'] }), 'problem', /newer.*M2/],
  ['equal clocks', judgeClock({ ahead: 999, within: 1 }), 'ok', /agree/],
  ['clocks that may be equal', judgeClock({ ahead: 1_500, within: 600 }), 'ok', /agree/],
  ['a clock that is behind', judgeClock({ ahead: 1_200, within: 10 }), 'warning', /1\.2 s ahead/],
  ['a clock that is far ahead', judgeClock({ ahead: -86_400_000, within: 10 }), 'problem', /86400\.0 s behind/],
  ['an empty queue', judgeQueue('credits', quiet), 'ok', 'No job waits for long.'],
  ['a job that waits a moment', judgeQueue('credits', { ...quiet, oldestDueSeconds: 300 }), 'ok', /No job/],
  ['a job that waits', judgeQueue('credits', { ...quiet, oldestDueSeconds: 7_200 }), 'problem', /waited for 2 h/],
  ['a job that fails repeatedly', judgeQueue('credits', { ...quiet, failing: 2 }), 'problem', /2 jobs fail/],
  ['a job that is given up', judgeQueue('credits', { ...quiet, givenUp: 1 }), 'warning', /1 jobs are no longer/],
  ['events of this moment', judgeRelay({ waiting: 3, oldestSeconds: 60 }), 'ok', /^3 events wait/],
  ['a relay that stopped', judgeRelay({ waiting: 3, oldestSeconds: 61 }), 'problem', /3 events .* 61 s/],
  ['healthy webhooks', judgeWebhooks(healthy), 'ok', /No webhook/],
  ['a disabled webhook', judgeWebhooks({ ...healthy, disabled: 1 }), 'warning', /1 webhooks are disabled/],
  ['a failing webhook', judgeWebhooks({ ...healthy, failing: 2 }), 'warning', /2 failing/],
  ['no sender', judgeWebhooks({ ...healthy, lagSeconds: 180 }), 'problem', /3 min for a sender/],
  ['no mail server', judgeMail(null), 'skipped', /SMTP_URL/],
  ['an empty outbox', judgeMail({ waiting: 0, oldestSeconds: null, failedInADay: 0 }), 'ok', /No message/],
  ['mail that waits', judgeMail({ waiting: 3, oldestSeconds: 301, failedInADay: 0 }), 'problem', /3 .* 5 min/],
  ['mail that was given up', judgeMail({ waiting: 1, oldestSeconds: 300, failedInADay: 2 }), 'warning', /^2 messages/],
  ['a ready service', judgeService('credits', null), 'ok', 'Ready.'],
  ['a service that is away', judgeService('credits', 'ECONNREFUSED'), 'problem', /ECONNREFUSED/],
  ['a ready gateway', judgeGateway(reached), 'ok', 'Ready; every service accepts its token.'],
  ['a gateway that is away', judgeGateway({ fault: 'ECONNREFUSED' }), 'problem', 'Not ready: ECONNREFUSED.'],
  [
    'a gateway without identity',
    judgeGateway({ ...reached, isReady: false, away: ['identity'] }),
    'problem',
    /not reach identity/,
  ],
  ['a gateway that is stopping', judgeGateway({ ...reached, isReady: false }), 'problem', /stopping/],
  ['a gateway without credits', judgeGateway({ ...reached, away: ['credits'] }), 'warning', /^Ready, .* credits/],
  ['keys that are no pair', judgeGateway({ ...reached, rejecting: ['credits'] }), 'problem', /rejected by credits/],
  ['an issuer', judgeIssuer('LEARN_ISSUER', 'https://learn.example', null), 'ok', /answers/],
  ['another issuer', judgeIssuer('LEARN_ISSUER', 'https://learn.example', 'Error: other'), 'problem', /cannot be used/],
  ['no standby', judgeStandby(null), 'skipped', /not set/],
  ['a standby that is away', judgeStandby({ fault: 'R: no PostgreSQL' }), 'problem', 'R: no PostgreSQL'],
  ['a standby that does not follow', judgeStandby({ isReceiving: false, delaySeconds: 0 }), 'problem', /not follow/],
  ['a standby that is behind', judgeStandby({ isReceiving: true, delaySeconds: 600 }), 'problem', /10 min behind/],
  ['a standby that follows', judgeStandby({ isReceiving: true, delaySeconds: 1 }), 'ok', /follows/],
  ['a disk with space', judgeExportsFolder({ free: 1e9 }), 'ok', '1.0 GB are free.'],
  ['a full disk', judgeExportsFolder({ free: 12_345 }), 'problem', /0\.0 GB are free/],
  ['a folder of another account', judgeExportsFolder({ fault: 'EACCES' }), 'problem', /EACCES/],
];

describe('the doctor', () => {
  it.each(CASES)('judges %s', (_what, finding, state, sentence) => {
    expect(finding.state).toBe(state);
    if (typeof sentence === 'string') expect(finding.message).toBe(sentence);
    else expect(finding.message).toMatch(sentence);
    expect(finding.next !== null).toBe(state === 'warning' || state === 'problem');
  });

  it('finds a clock no better the farther away it is', () => {
    const states: FindingState[] = ['ok', 'warning', 'problem'];
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), fc.nat(2_000), fc.boolean(), (one, more, within, isBehind) => {
        const rank = (away: number) => states.indexOf(judgeClock({ ahead: isBehind ? -away : away, within }).state);
        expect(rank(one + more)).toBeGreaterThanOrEqual(rank(one));
      }),
    );
  });

  it('finds a queue no better the longer a job waits', () => {
    const states: FindingState[] = ['ok', 'warning', 'problem'];
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(2), fc.nat(2), (one, more, failing, givenUp) => {
        const rank = (oldest: number) =>
          states.indexOf(judgeQueue('credits', { oldestDueSeconds: oldest, failing, givenUp }).state);
        expect(rank(one + more)).toBeGreaterThanOrEqual(rank(one));
      }),
    );
  });
});
