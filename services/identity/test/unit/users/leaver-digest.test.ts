import fc from 'fast-check';
import { firstSignalAhead, refreshAfter } from '../../../src/users/domain/leaver.js';
import { leaverDigest } from '../../../src/users/domain/leaver-digest.js';

const contoso = { organizationName: 'Contoso', reportDay: 10 };
const leaver = (displayName: string, leavingSince: string, deleted = true) => ({
  displayName,
  leavingSince: new Date(leavingSince),
  deletedAt: deleted ? new Date(leavingSince) : null,
});

describe('a digest of leavers', () => {
  it('names each person, the day until which they count, and how the user comes back', () => {
    const { subject, paragraphs, action } = leaverDigest(
      [leaver('Grace Hopper', '2026-03-05T10:00:00Z'), leaver('Ada Lovelace', '2026-02-28T10:00:00Z', false)],
      contoso,
    );
    expect(subject).toBe('2 people leave the Skills Report of Contoso');
    expect(paragraphs.slice(1)).toEqual([
      'Ada Lovelace: counts until 2026-03-10 (deactivated)',
      'Grace Hopper: counts until 2026-04-10 (deleted, can be restored until 2026-04-04)',
    ]);
    expect(action.path).toBe('/people?state=LEAVING');
  });

  it('counts those whom it does not name', () => {
    const many = Array.from({ length: 60 }, (_one, index) => leaver(`User ${index}`, '2026-03-05T10:00:00Z'));
    const { subject, paragraphs } = leaverDigest(many, contoso);
    expect(subject).toBe('60 people leave the Skills Report of Contoso');
    expect(paragraphs).toHaveLength(52);
    expect(paragraphs.at(-1)).toBe('And 10 more: the page People lists all who are leaving.');
  });
});

describe('firstSignalAhead', () => {
  it('separates signals whose refresh has passed from the others', () => {
    const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(at, at, fc.integer({ min: 1, max: 28 }), (now, signal, reportDay) => {
        const isAhead = refreshAfter(signal, reportDay) > now;
        expect(signal >= firstSignalAhead(now, reportDay)).toBe(isAhead);
      }),
    );
  });
});
