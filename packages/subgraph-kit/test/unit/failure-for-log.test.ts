import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';

const error = (message: string, properties: object = {}) => Object.assign(new Error(message), properties);

describe('failureForLog', () => {
  it.each<[string, unknown, string]>([
    ['an error by name and message', error('status 503'), 'Error: status 503'],
    ['a coded error by its code alone', error('secret', { code: 'OAUTH_TIMEOUT' }), 'Error OAUTH_TIMEOUT'],
    [
      'an error of a standard',
      error('secret', { code: 'OAUTH_RESPONSE_BODY_ERROR', error: 'invalid_client' }),
      'Error OAUTH_RESPONSE_BODY_ERROR invalid_client',
    ],
    ['no other error of a provider', error('', { code: 'X', error: 'secret' }), 'Error X'],
    ['a missing claim', error('', { code: 'X', claim: 'auth_time' }), 'Error X auth_time'],
    [
      'a failed connection behind an error',
      error('failed', { cause: error('', { code: 'ENOTFOUND' }) }),
      'Error: failed (ENOTFOUND)',
    ],
    [
      'no other text behind an error',
      error('failed', { cause: error('secret', { code: 'a secret' }) }),
      'Error: failed',
    ],
    ['nothing of what is no error', 'secret', 'unknown'],
  ])('describes %s', (_what, failure, text) => {
    expect(failureForLog(failure)).toBe(text);
  });

  it('cuts long messages', () => {
    expect(failureForLog(error('a'.repeat(1_000)))).toHaveLength('Error: '.length + 100);
  });
});
