import fc from 'fast-check';
import { isLoginName, loginName, loginState, VALID_DAYS, validUntil } from '../../../src/reporting/domain/login.js';
import { scramVerifier } from '../../../src/reporting/store/scram-verifier.js';

const now = new Date('2026-11-30T12:00:00.000Z');

describe('a reporting login', () => {
  it('has a name of the form that the database demands, whatever the random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => isLoginName(loginName(bytes))));
    for (const text of [
      '',
      'bi_',
      'bi_short',
      'bi_UPPERCAS',
      'bi_abcdefg1',
      'xbi_abcdefgh',
      'bi_abcdefgh\n',
      'postgres',
    ]) {
      expect([text, isLoginName(text)]).toEqual([text, false]);
    }
  });

  it.each([
    [1, '2026-12-01T12:00:00.000Z'],
    [VALID_DAYS.usual, '2027-02-28T12:00:00.000Z'],
    [VALID_DAYS.most, '2027-12-01T12:00:00.000Z'],
    [0, undefined],
    [-1, undefined],
    [VALID_DAYS.most + 1, undefined],
    [0.5, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])('of %s days is valid until %s', (days, end) => {
    expect(validUntil(now, days)?.toISOString()).toBe(end);
  });

  it.each([
    ['VALID', '2026-11-30T12:00:00.001Z', null],
    ['EXPIRED', '2026-11-30T12:00:00.000Z', null],
    ['REVOKED', '2026-11-30T12:00:00.001Z', '2026-11-30T11:00:00.000Z'],
    ['REVOKED', '2026-11-30T12:00:00.000Z', '2026-11-30T11:00:00.000Z'],
  ])('is %s when valid until %s and revoked at %s', (state, end, revoked) => {
    const login = { name: 'bi_abcdefgh', organizationId: '', personalData: false, createdAt: now };
    const revokedAt = revoked === null ? null : new Date(revoked);
    expect(loginState({ ...login, validUntil: new Date(end), revokedAt }, now)).toBe(state);
  });
});

it('computes the verifier of a password as PostgreSQL does', () => {
  // Password, salt and iterations of the example of RFC 7677.
  const verifier =
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=';
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(scramVerifier('pencil', salt)).toBe(verifier);
});
