import { movedClock, stepClock } from './clock-tests.js';
import { faultSuite } from './fault-suite.js';
import {
  cutConnections,
  endBackends,
  hangCredits,
  restartPostgres,
  startWithoutIssuerAndIdentity,
  startWithoutPostgres,
} from './outage-tests.js';

const LIMIT = 180_000;

describe('links are made once, and their credits count once', () => {
  const clock = movedClock();
  const suite = faultSuite(400, { environment: clock.environment });

  it('while PostgreSQL is restarted six times', () => restartPostgres(suite, 6), LIMIT);

  it('while every session is ended thirty times', () => endBackends(suite, 6), LIMIT);

  it('while connections are cut at random bytes for a quarter of a minute', () => cutConnections(suite, 15_000), LIMIT);

  it('after credits hung, which is answered in time', () => hangCredits(suite), LIMIT);

  it(
    'after all services started without PostgreSQL, and served when it was there',
    () => startWithoutPostgres(suite),
    LIMIT,
  );

  it(
    'after the gateway started without issuer and identity, and served when they were there',
    () => startWithoutIssuerAndIdentity(suite),
    LIMIT,
  );

  it('while the clock goes back an hour and forward a day', () => stepClock(suite, clock.set), LIMIT);
});
