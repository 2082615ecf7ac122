import type { LinkActivityReason } from '../../../src/graphql/documents.ts';
import { accountText, actorText, linkText } from '../../../src/pages/activity/activity-words.ts';

describe('an entry of activity', () => {
  it.each([
    ['ROLES_CHANGED', null, null, 'Roles changed'],
    ['REFUSED', 'DELETED', 'LAST_GLOBAL_ADMIN', 'Rejected attempt to delete: the organization needs a Global admin'],
    ['REFUSED', null, 'DIRECTORY_CONFLICT', /^Rejected: the directory gave a name/],
  ] as const)('of an account, %s of %s by %s, is a sentence', (kind, attempted, userReason, text) => {
    expect(accountText({ kind, attempted, userReason })).toMatch(text);
  });

  it.each([
    ['STARTED', null, 'Microsoft Learn · Linked'],
    ['FAILED', 'CANCELLED', 'Microsoft Learn · Failed: the sign-in was canceled'],
    ['REFUSED', 'COOL_OFF', 'Microsoft Learn · Rejected: too soon after the last link'],
    ['REFUSED', 'NEWER' as LinkActivityReason, 'Microsoft Learn · Rejected: NEWER'],
  ] as const)('of a link, %s by %s, is a sentence', (kind, linkReason, text) => {
    expect(linkText({ kind, linkReason, source: 'MICROSOFT_LEARN' })).toBe(text);
  });

  it('names who asked where it is known, with their program', () => {
    expect(actorText({ actorKind: 'PERSON', client: 'console' }, 'Amara Okafor')).toBe('Amara Okafor, through console');
    expect(actorText({ actorKind: 'DIRECTORY', client: null }, undefined)).toBe('The directory');
  });
});
