import { isConflict, isDatabaseUnavailable, isSessionEnd } from '../../src/database/database-faults.js';
import { Retries } from '../../src/database/retries.js';
import { maskError } from '../../src/graphql/error-masking.js';
import { createLog } from '../../src/processes/log.js';

const failure = (code: string) => Object.assign(new Error('as the driver reports it'), { code });
const log = createLog('toy');
log.level = 'silent';

describe('an error of PostgreSQL', () => {
  it.each(['25P03', '57P01', '57P02', '57P03', '08000', '08001', '08003', '08006', '08P01'])(
    'with code %s means a lost session: it is retried, and SERVICE_UNAVAILABLE in the end',
    async (code) => {
      expect([isSessionEnd(failure(code)), isConflict(failure(code))]).toEqual([true, false]);
      expect(await new Retries().shouldRetry(failure(code))).toBe(true);
      expect(maskError(log)({ message: '' }, failure(code)).extensions).toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
        retryAfterSeconds: 5,
      });
    },
  );

  it.each(['40001', '40P01', '55P03'])('with code %s means a conflict, which is retried', async (code) => {
    expect([isSessionEnd(failure(code)), isConflict(failure(code))]).toEqual([false, true]);
    expect(await new Retries().shouldRetry(failure(code))).toBe(true);
  });

  it.each(['57014', '53300', '25P04'])(
    'with code %s means overload: SERVICE_UNAVAILABLE without a retry',
    async (code) => {
      expect(isDatabaseUnavailable(failure(code))).toBe(true);
      expect(await new Retries().shouldRetry(failure(code))).toBe(false);
    },
  );

  it.each(['23505', '42P01', '22P02'])(
    'with code %s means a fault of the statement, which is not retried',
    async (code) => {
      expect(isDatabaseUnavailable(failure(code))).toBe(false);
      expect(await new Retries().shouldRetry(failure(code))).toBe(false);
      expect(maskError(log)({ message: '' }, failure(code)).extensions?.code).toBe('INTERNAL_SERVER_ERROR');
    },
  );
});

describe('Retries', () => {
  it('pauses between half and all of a limit that doubles up to half a second', async () => {
    const pauses: number[] = [];
    const retries = new Retries();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const began = performance.now();
      await retries.shouldRetry(failure('40001'));
      pauses.push(performance.now() - began);
    }
    for (const [attempt, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(10 * 2 ** attempt - 2);
  });
});
