import { isValidCredential, mayIssueCredential } from '../../../src/scim/domain/credential.js';

const at = new Date('2026-03-05T09:30:00.000Z');
const moments = (milliseconds: number) => new Date(at.getTime() + milliseconds);

describe('a SCIM token', () => {
  it.each([
    ['never expires', { expiresAt: null, revokedAt: null }, true],
    ['expires a moment later', { expiresAt: moments(1), revokedAt: null }, true],
    ['expires now', { expiresAt: at, revokedAt: null }, false],
    ['expired', { expiresAt: moments(-1), revokedAt: null }, false],
    ['was revoked', { expiresAt: null, revokedAt: moments(-1) }, false],
  ])('that %s', (_case, token, valid) => {
    expect(isValidCredential(token, at)).toBe(valid);
  });

  it('may join one that is valid, and any number of those that are not', () => {
    const valid = { expiresAt: null, revokedAt: null };
    const expired = { expiresAt: at, revokedAt: null };
    expect(mayIssueCredential([expired, expired, valid], at)).toBe(true);
    expect(mayIssueCredential([expired, valid, valid], at)).toBe(false);
  });
});
