import { departure, departureSentence, scoreSentences } from '../../../src/pages/people/acts/deletion.ts';

const now = new Date('2026-11-30T23:59:59Z');
const ACTIVE = { firstSignedInAt: '2026-01-02T00:00:00.000Z', leavesReportAt: null };
const INVITED = { firstSignedInAt: null, leavesReportAt: null };

describe('the consequences of a deletion', () => {
  it.each([
    ['2026-12-10T00:00:00.000Z', '2026-11-30T23:59:59Z', '10 Dec 2026'],
    ['2026-12-10T00:00:00.000Z', '2026-12-01T00:00:00Z', '10 Jan 2027'],
    ['2026-12-10T00:00:00.000Z', '2026-12-31T10:00:00Z', '10 Jan 2027'],
    ['2027-01-28T00:00:00.000Z', '2027-01-31T00:00:00Z', '28 Feb 2027'],
  ])('take effect on the report day of the next month: reports at %s, deleted at %s', (nextReportAt, at, day) => {
    expect(departureSentence(departure(ACTIVE, nextReportAt, new Date(at)))).toBe(
      `Leaves report and score on ${day}; counts until then.`,
    );
  });

  it('keep the day of a person who is leaving already', () => {
    const leaver = { ...ACTIVE, leavesReportAt: '2026-12-10T00:00:00.000Z' };
    expect(departure(leaver, '2027-01-10T00:00:00.000Z', now)).toEqual({ kind: 'leaves', on: leaver.leavesReportAt });
  });

  it('are none for an invitation that was never accepted', () => {
    expect(departure(INVITED, '2026-12-10T00:00:00.000Z', now)).toEqual({ kind: 'never counted' });
  });

  it('name no day where no report is planned', () => {
    expect(departureSentence(departure(ACTIVE, null, now))).toBe(
      'Leaves report and score on the report day of next month.',
    );
  });
});

describe('the scores after a deletion', () => {
  const infrastructure = { code: 'infrastructure', title: 'Infrastructure', score: 72, attained: true };
  const business = { code: 'business', title: 'Business Applications', score: 42.57, attained: false };

  it('are said for each designation that changes, those that are lost first', () => {
    const without = [
      { ...infrastructure, score: 68, attained: false },
      { ...business, score: 20 },
    ];
    expect(scoreSentences([business, infrastructure], without)).toEqual([
      'Infrastructure falls from 72 to 68 and is no longer attained.',
      'Business Applications falls from 42.57 to 20.',
    ]);
  });

  it('are not said where nothing changes', () => {
    expect(scoreSentences([infrastructure, business], [infrastructure, business])).toEqual([]);
  });
});
