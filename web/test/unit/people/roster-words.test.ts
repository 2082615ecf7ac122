import type { LinkState } from '../../../src/graphql/documents.ts';
import {
  foundSentence,
  reasonSentence,
  type StateFacts,
  summarySentence,
} from '../../../src/pages/people/roster/roster-words.ts';

const now = new Date('2026-11-30T12:00:00Z');
const ACCOUNT: NonNullable<StateFacts['account']> = {
  id: '1',
  status: 'ACTIVE',
  roles: [],
  grantedRoles: [],
  groupRoles: [],
  invitedAt: '2026-08-03T00:00:00.000Z',
  invitationSentAt: '2026-10-21T12:00:00.000Z',
  invitationMail: 'SENT',
  firstSignedInAt: '2026-08-04T00:00:00.000Z',
  deactivatedAt: null,
  deletedAt: null,
  restorableUntil: null,
  leavesReportAt: null,
  directoryMismatch: null,
};

function facts(state: LinkState, more: Partial<StateFacts> = {}): StateFacts {
  return {
    state,
    linkedSources: [],
    linkedSince: null,
    leavesReportAt: null,
    account: ACCOUNT,
    newestLink: undefined,
    ...more,
  };
}

describe('the reason of a state', () => {
  it.each<[string, StateFacts, string]>([
    [
      'when a linked person linked, and where',
      facts('LINKED', {
        linkedSources: ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'],
        linkedSince: '2026-02-01T00:00:00.000Z',
      }),
      'Microsoft Learn and Partner University since 1 Feb 2026',
    ],
    ['that a person has signed in only', facts('NOT_LINKED'), 'Signed in on 4 Aug 2026, has not linked'],
    [
      'that a person removed the link',
      facts('NOT_LINKED', {
        newestLink: { id: '2', endedAt: '2026-10-30T03:00:00.000Z', endReason: 'REMOVED_BY_USER' },
      }),
      'Removed access on 30 Oct 2026',
    ],
    [
      'that a profile counts elsewhere, without saying where',
      facts('NOT_LINKED', {
        newestLink: { id: '2', endedAt: '2026-10-30T03:00:00.000Z', endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' },
      }),
      'Linked the profile at another company on 30 Oct 2026',
    ],
    ['how old an invitation is', facts('INVITATION_PENDING'), 'Invited 40 days ago'],
    [
      'that the mail of an invitation waits',
      facts('INVITATION_PENDING', { account: { ...ACCOUNT, invitationMail: 'WAITING' } }),
      'Invitation on its way by mail',
    ],
    [
      'that the mail of an invitation was not delivered',
      facts('INVITATION_PENDING', { account: { ...ACCOUNT, invitationSentAt: null, invitationMail: 'FAILED' } }),
      'Invited 119 days ago, the mail could not be delivered',
    ],
    [
      'that an address wants no invitations',
      facts('INVITATION_PENDING', { account: { ...ACCOUNT, invitationMail: 'STOPPED' } }),
      'Invited 40 days ago, wants no invitations by mail',
    ],
    [
      'until when a leaver counts',
      facts('LEAVING', { leavesReportAt: '2027-01-10T00:00:00.000Z' }),
      'Counts until 10 Jan 2027',
    ],
    [
      'that the directory keeps a person from signing in',
      facts('INVITATION_PENDING', { account: { ...ACCOUNT, directoryMismatch: { detectedAt: now.toISOString() } } }),
      'The directory and the sign-in have different ids. The page of the person says more.',
    ],
    ['nothing that the role does not show', facts('NOT_LINKED', { account: undefined }), ''],
  ])('says %s', (_, state, sentence) => {
    expect(reasonSentence(state, now)).toBe(sentence);
  });
});

describe('the number of people found', () => {
  it.each([
    [1, undefined, '1 person'],
    [5000, undefined, '5,000 people'],
    [0, 'lea', '0 people with “lea” in name or address'],
    [null, 'a', 'More than 10,000 people with “a” in name or address'],
  ])('is said for a count of %s and the search %s', (count, q, sentence) => {
    expect(foundSentence(count, q)).toBe(sentence);
  });
});

describe('the roster in one sentence', () => {
  it('leaves out the states without people', () => {
    const all = { members: 72, linked: 53, notLinked: 12, invitationPending: 3, leaving: 4 };
    expect(summarySentence(all)).toBe('53 of 72 people are linked. 12 are not, 3 have never signed in, 4 are leaving.');
    expect(summarySentence({ members: 2, linked: 1, notLinked: 1, invitationPending: 0, leaving: 0 })).toBe(
      '1 of 2 people is linked. 1 is not.',
    );
    expect(summarySentence({ members: 1, linked: 0, notLinked: 1, invitationPending: 0, leaving: 0 })).toBe(
      '0 of 1 person is linked. 1 is not.',
    );
    expect(summarySentence({ members: 5000, linked: 5000, notLinked: 0, invitationPending: 0, leaving: 0 })).toBe(
      '5,000 of 5,000 people are linked.',
    );
  });
});
