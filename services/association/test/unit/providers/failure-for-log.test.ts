import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';
import { expect, test } from '@jest/globals';
import { errors } from 'jose';
import { AuthorizationResponseError } from 'openid-client';

const answered = (error: string) => {
  const cause = new URLSearchParams({ error, error_description: 'ines@home.example is not here' });
  return new AuthorizationResponseError('authorization response from the server is an error', { cause });
};

test('the log has the standard error of a provider, so that an operator can correct the registration', () => {
  expect(failureForLog(answered('invalid_request'))).toMatch(/^AuthorizationResponseError \w+ invalid_request$/);
});

test.each([['ines@home.example'], ['eyJhbGciOiJSUzI1NiJ9.e30.c2ln'], ['no_account\nforged line']])(
  'the log has nothing else of a provider’s response: %j',
  (error) => {
    expect(failureForLog(answered(error))).toMatch(/^AuthorizationResponseError \w+$/);
  },
);

test('the log names the claim that an ID token lacks, and not its value', () => {
  const payload = { sub: 'ines@home.example' };
  const lacking = new errors.JWTClaimValidationFailed('missing', payload, 'auth_time', 'missing');
  expect(failureForLog(lacking)).toBe('JWTClaimValidationFailed ERR_JWT_CLAIM_VALIDATION_FAILED auth_time');
  const odd = new errors.JWTClaimValidationFailed('odd', payload, 'ines@home.example', 'check_failed');
  expect(failureForLog(odd)).toBe('JWTClaimValidationFailed ERR_JWT_CLAIM_VALIDATION_FAILED');
});
