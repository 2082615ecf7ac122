import { expiryEvents, nextLinkEvents } from '../../../src/pages/my-learn-profile/calendar-events.ts';

const now = new Date('2026-11-30T20:00:00Z');
const credit = (id: string, expiresOn: string | null) => ({
  id,
  achievement: {
    expiresOn,
    source: 'MICROSOFT_LEARN' as const,
    credential: {
      code: id,
      title: `Certification ${id}`,
      kind: 'CERTIFICATION' as const,
      level: 'ASSOCIATE' as const,
      retiredOn: null,
      supersededBy: [],
    },
  },
});

describe('what a user can put into a calendar', () => {
  it('are the expiries ahead, today included, each with a reminder', () => {
    const credits = [
      credit('a', '2026-11-29'),
      credit('b', '2026-11-30'),
      credit('c', '2027-10-27'),
      credit('d', null),
    ];
    expect(expiryEvents(credits, now)).toEqual([
      { id: 'expiry-b', on: '2026-11-30', title: 'Certification b expires', remindDaysBefore: 30 },
      { id: 'expiry-c', on: '2027-10-27', title: 'Certification c expires', remindDaysBefore: 30 },
    ]);
  });

  it('is the day of the next possible link, unless it is possible now', () => {
    expect(nextLinkEvents('MICROSOFT_LEARN', '2026-12-30T10:00:00Z')).toEqual([
      {
        id: 'next-link-MICROSOFT_LEARN',
        on: '2026-12-30T10:00:00Z',
        title: 'Microsoft Learn: a profile can be linked again',
      },
    ]);
    expect(nextLinkEvents('MICROSOFT_LEARN', null)).toEqual([]);
  });
});
