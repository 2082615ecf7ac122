import { type AnnouncedLeaving, reconcileOffboardings } from '../../../src/leavers/domain/reconcile-offboardings.js';
import type { Association } from '../../../src/linking/domain/association.js';
import { decideAssociation } from '../../../src/linking/domain/decide-association.js';
import { endByOffboarding } from '../../../src/linking/domain/end-by-offboarding.js';
import { announcedOffboarding, type LeavingState, type Offboarding } from '../../../src/members/domain/offboarding.js';

const at = (text: string) => new Date(text);
const link: Association = {
  ...{ id: 'a1', version: 1, source: 'MICROSOFT_LEARN', profileId: 'm1', userId: 'u1', organizationId: 'A' },
  ...{ startedAt: at('2023-01-01T00:00:00Z'), endedAt: null, endReason: null, leftAt: null },
};

const january = { leftAt: at('2024-01-25T08:00:00Z'), dropsAt: at('2024-02-10T00:00:00Z') };

test('a leaver stays linked until the refresh and can be reinstated for thirty days', () => {
  expect(endByOffboarding(link, january, at('2024-02-09T23:59:59.999Z')).endedAt).toBeNull();
  const ended = endByOffboarding(link, january, at('2024-02-10T00:00:00Z'));
  expect(ended).toMatchObject({ endedAt: at('2024-02-10T00:00:00Z'), endReason: 'ACCOUNT_DELETED' });
  const facts = {
    person: { userId: 'u1', organizationId: 'A' },
    profileId: 'm1',
    ofProfile: [ended],
    ofAccount: [ended],
  };
  const policy = { yearMode: 'rolling', perYear: 3, coolOffDays: 30 } as const;
  expect(decideAssociation(facts, policy, at('2024-02-24T07:59:59.999Z')).kind).toBe('reinstate');
  expect(decideAssociation(facts, policy, at('2024-02-24T08:00:00Z')).kind).toBe('associate');
  const newer = {
    ...link,
    id: 'a2',
    userId: 'u2',
    organizationId: 'B',
    startedAt: at('2024-02-11T00:00:00Z'),
    endedAt: at('2024-02-12T00:00:00Z'),
  };
  const moved = { ...facts, ofProfile: [ended, newer] };
  expect(decideAssociation(moved, policy, at('2024-02-13T00:00:00Z')).kind).toBe('cool-off');
});

test('an offboarding does not end links that start after its refresh', () => {
  const later = { ...link, startedAt: at('2024-02-10T00:00:00Z') };
  expect(endByOffboarding(later, january, at('2024-03-01T00:00:00Z'))).toBe(later);
});

test('the signal of an offboarding is the one in the event, or else the first of the month before', () => {
  const news = {
    leavesReportAt: at('2024-02-10T00:00:00Z'),
    deactivatedAt: at('2024-01-05T00:00:00Z'),
    deletedAt: at('2024-01-25T08:00:00Z'),
  };
  const leftAt = (more: object) => announcedOffboarding({ ...news, ...more })?.leftAt;
  expect(leftAt({ leavingSince: news.deletedAt })).toEqual(news.deletedAt);
  expect(leftAt({})).toEqual(news.deactivatedAt);
  expect(leftAt({ deactivatedAt: at('2023-11-30T00:00:00Z') })).toEqual(news.deletedAt);
  expect(leftAt({ deactivatedAt: null, deletedAt: null })).toEqual(news.leavesReportAt);
  expect(announcedOffboarding({ ...news, leavesReportAt: null })).toBeNull();
  const december = { deactivatedAt: at('2023-12-31T23:59:59Z'), deletedAt: null };
  expect(announcedOffboarding({ ...december, leavesReportAt: at('2024-01-10T00:00:00Z') })?.leftAt).toEqual(
    december.deactivatedAt,
  );
});

const february = { leftAt: at('2024-02-09T00:00:00Z'), dropsAt: at('2024-03-10T00:00:00Z') };
const june = { leftAt: at('2024-06-01T00:00:00Z'), dropsAt: at('2024-07-10T00:00:00Z') };
const stored = (more: Partial<LeavingState>): LeavingState => ({
  ...{ offboarding: null, offboarded: false, offboardedUntil: null },
  ...more,
});
const announced = (more: Partial<AnnouncedLeaving>): AnnouncedLeaving => ({
  ...{ offboarding: null, past: [], announcedAt: at('2024-08-01T00:00:00Z') },
  ...more,
});
type Row = [string, LeavingState, AnnouncedLeaving, Offboarding | null, Offboarding[], Date | null];
const nothing: Offboarding[] = [];

test.each<Row>([
  ['of a user who never left change nothing', stored({}), announced({}), null, nothing, null],
  ['of a first offboarding wait for its refresh', stored({}), announced({ offboarding: january }), null, nothing, null],
  [
    'of the same offboarding change nothing',
    stored({ offboarding: june }),
    announced({ offboarding: june }),
    null,
    nothing,
    null,
  ],
  [
    'of leave and return, both missed, end the links',
    stored({}),
    announced({ past: [january] }),
    null,
    [january],
    january.dropsAt,
  ],
  [
    'of two offboardings, both missed, end each at its own refresh',
    stored({}),
    announced({ past: [january, february] }),
    null,
    [january, february],
    february.dropsAt,
  ],
  [
    'of a return before any job ran end the links',
    stored({ offboarding: january }),
    announced({ past: [january] }),
    null,
    [january],
    january.dropsAt,
  ],
  [
    'of a processed offboarding end nothing again',
    stored({ offboarding: january, offboarded: true, offboardedUntil: january.dropsAt }),
    announced({ past: [january] }),
    null,
    nothing,
    january.dropsAt,
  ],
  [
    'that list it again after the return end nothing either',
    stored({ offboardedUntil: january.dropsAt }),
    announced({ past: [january], offboarding: june }),
    null,
    nothing,
    january.dropsAt,
  ],
  [
    'of an offboarding that was taken back and of a later one, delivered together, end the later one',
    stored({ offboarding: january }),
    announced({ past: [february] }),
    null,
    [february],
    february.dropsAt,
  ],
  [
    'of an offboarding that was taken back after all undo it, and end the later one',
    stored({ offboarding: january, offboarded: true, offboardedUntil: january.dropsAt }),
    announced({ past: [february] }),
    january,
    [february],
    february.dropsAt,
  ],
])('events %s', (_what, before, news, takenBack, tookEffect, offboardedUntil) => {
  expect(reconcileOffboardings(before, news)).toEqual({ takenBack, tookEffect, offboardedUntil });
});

test('events without a list of past offboardings take one back only if they occurred before its refresh', () => {
  const applied = (offboarded: boolean, announcedAt: string, next: Offboarding | null = null) =>
    reconcileOffboardings(
      stored({ offboarding: january, offboarded, offboardedUntil: offboarded ? january.dropsAt : null }),
      announced({ offboarding: next, past: undefined, announcedAt: at(announcedAt) }),
    );
  expect(applied(true, '2024-02-09T23:59:59.999Z').takenBack).toEqual(january);
  expect(applied(false, '2024-02-09T23:59:59.999Z').tookEffect).toEqual([]);
  expect(applied(true, '2024-02-10T00:00:00Z')).toMatchObject({ takenBack: null, tookEffect: [] });
  expect(applied(false, '2024-02-10T00:00:00Z').tookEffect).toEqual([january]);
  expect(applied(true, '2024-02-09T00:00:00Z', february).takenBack).toEqual(january);
  expect(applied(true, '2024-05-01T00:00:00Z', january)).toMatchObject({ takenBack: null, tookEffect: [] });
});
