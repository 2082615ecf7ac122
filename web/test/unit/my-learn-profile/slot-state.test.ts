import { slotNote, waitingReason } from '../../../src/pages/my-learn-profile/link-words.ts';
import { type SlotFacts, slotState } from '../../../src/pages/my-learn-profile/slot-state.ts';

const now = new Date('2026-11-30T12:00:00Z');
const room = { limit: 3, remaining: 3, nextAssociationAt: null, coolOffEndsAt: null };
const coolOff = {
  limit: 3,
  remaining: 2,
  nextAssociationAt: '2026-12-20T12:00:00Z',
  coolOffEndsAt: '2026-12-20T12:00:00Z',
};
const full = {
  limit: 3,
  remaining: 0,
  nextAssociationAt: '2027-03-01T00:00:00Z',
  coolOffEndsAt: '2026-12-20T12:00:00Z',
};
const linked = { id: 'a', profileId: '7204518', startedAt: '2026-11-30T10:00:00Z' };

const ended = (endReason: NonNullable<NonNullable<SlotFacts['newest']>['endReason']>, endedAt: string) => ({
  id: 'b',
  startedAt: '2026-11-01T00:00:00Z',
  profileId: '7204518',
  endReason,
  endedAt,
});
const stateOf = (facts: Partial<SlotFacts>) =>
  slotState({ linked: null, allowance: room, newest: undefined, ...facts }, now);

describe('the slot of a learning source', () => {
  it.each<[string, Partial<SlotFacts>, object]>([
    ['has room before the first link', {}, { kind: 'free', ended: null }],
    ['shows the link', { linked, allowance: coolOff }, { kind: 'linked', linked }],
    ['waits for the end of the cool-off', { allowance: coolOff }, { kind: 'waiting', because: 'cool-off' }],
    ['waits for the year', { allowance: full }, { kind: 'waiting', because: 'limit', until: full.nextAssociationAt }],
    ['claims nothing while the limits are not available', { allowance: null }, { kind: 'away' }],
    [
      'has room for the link of a leaver who came back, also inside the cool-off',
      { allowance: coolOff, newest: ended('ACCOUNT_DELETED', '2026-11-10T00:00:00Z') },
      { kind: 'free', ended: 'ACCOUNT_DELETED' },
    ],
    [
      'waits once the link of a leaver cannot continue',
      { allowance: coolOff, newest: ended('ACCOUNT_DELETED', '2026-10-10T00:00:00Z') },
      { kind: 'waiting' },
    ],
  ])('%s', (_title, facts, expected) => {
    expect(stateOf(facts)).toMatchObject(expected);
  });

  it('says when the next association is possible, and which limit decides', () => {
    expect(waitingReason(stateOf({ allowance: coolOff }), now)).toBe('Possible again on 20 Dec 2026 (in 20 days).');
    expect(waitingReason(stateOf({ allowance: full }), now)).toBe(
      'All 3 links of a year are used. Possible again on 1 Mar 2027 (in 91 days).',
    );
    expect(waitingReason(stateOf({}), now)).toBeUndefined();
  });

  it('says where the profile went, for each way in which a link ends', () => {
    const notes = (['MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED', 'REMOVED_BY_USER'] as const).map((reason) =>
      slotNote(stateOf({ newest: ended(reason, '2026-11-10T00:00:00Z') })),
    );
    expect(new Set([...notes, slotNote(stateOf({}))]).size).toBe(4);
    expect(slotNote(stateOf({ linked }))).toBeUndefined();
  });
});
