import { isValidCredential, mayIssueCredential } from '../../../src/scim/domain/credential.js';

const at = new Date('2026-03-05T09:30:00.000Z');
const moments = (milliseconds: number) => new Date(at.getTime() + milliseconds);

describe('credentials', () => {
  it.each([
    ['never expires', { expiresAt: null, revokedAt: null }, true],
    ['expires a moment later', { expiresAt: moments(1), revokedAt: null }, true],
    ['expires now', { expiresAt: at, revokedAt: null }, false],
    ['expired', { expiresAt: moments(-1), revokedAt: null }, false],
    ['was revoked', { expiresAt: null, revokedAt: moments(-1) }, false],
  ])('validity of a credential that %s', (_case, token, valid) => {
    expect(isValidCredential(token, at)).toBe(valid);
  });

  it('may be issued beside one valid and any number of invalid ones', () => {
    const valid = { expiresAt: null, revokedAt: null };
    const expired = { expiresAt: at, revokedAt: null };
    expect(mayIssueCredential([expired, expired, valid], at)).toBe(true);
    expect(mayIssueCredential([expired, valid, valid], at)).toBe(false);
  });
});
