import { expect, test } from '@jest/globals';
import { parseProfileId, readClaimedProfile } from '../../../src/providers/domain/profile-id.js';

test.each(['1234', '123456789012', '9000'])('%s is an MCID', (text) => {
  expect(parseProfileId('MICROSOFT_LEARN', text)).toBe(text);
});

test.each(['123', '1234567890123', '0123', '12a4', ' 1234', '1234\n', '', '-1234', '１２３４', '1e10'])(
  '%j is no MCID',
  (text) => {
    expect(parseProfileId('MICROSOFT_LEARN', text)).toBeUndefined();
  },
);

test.each(['a', 'A-z_9', 'x'.repeat(64), '0'])('%s is a Partner University id', (text) => {
  expect(parseProfileId('PARTNER_UNIVERSITY', text)).toBe(text);
});

test.each(['', 'x'.repeat(65), 'a b', 'a.b', 'é', 'a\n'])('%j is no Partner University id', (text) => {
  expect(parseProfileId('PARTNER_UNIVERSITY', text)).toBeUndefined();
});

test.each([
  ['absent everywhere', undefined, undefined, 'MCID_NOT_GENERATED'],
  ['null', null, undefined, 'MCID_NOT_GENERATED'],
  ['empty', '', '', 'MCID_NOT_GENERATED'],
  ['blank', '  ', undefined, 'MCID_NOT_GENERATED'],
  ['a list', ['12345'], undefined, 'PROFILE_INCOMPLETE'],
  ['too long', '1'.repeat(13), undefined, 'PROFILE_INCOMPLETE'],
  ['two that differ', '12345', '12346', 'claims-disagree'],
  ['the same twice', '12345', '12345', 'profile'],
  ['in userinfo alone', undefined, '12345', 'profile'],
  ['empty in the token, given in userinfo', '', '12345', 'profile'],
])('a claim that is %s', (_what, idToken, userInfo, kind) => {
  expect(readClaimedProfile('MICROSOFT_LEARN', { idToken, userInfo }).kind).toBe(kind);
});
