import { expect, test } from '@jest/globals';
import type { Association } from '../../../src/domain/association.js';
import { decideAssociation } from '../../../src/domain/decide-association.js';
import { afterDeparture, announcedDeparture, departure, departureAfterNews } from '../../../src/domain/leaver.js';

const at = (text: string) => new Date(text);
const link: Association = {
  ...{ id: 'a1', version: 1, source: 'MICROSOFT_LEARN', profileId: 'm1', userId: 'u1', organizationId: 'A' },
  ...{ startedAt: at('2023-01-01T00:00:00Z'), endedAt: null, endReason: null, leftAt: null },
};

test('of several signals the first one not taken back before its own refresh decides', () => {
  const deactivated = { at: at('2024-01-20T00:00:00Z'), takenBackAt: null };
  const deleted = { at: at('2024-02-05T00:00:00Z'), takenBackAt: null };
  expect(departure([deleted, deactivated])?.dropsAt).toEqual(at('2024-02-10T00:00:00Z'));
  expect(departure([{ ...deactivated, takenBackAt: at('2024-02-09T23:59:59Z') }, deleted])?.dropsAt).toEqual(
    at('2024-03-10T00:00:00Z'),
  );
  expect(departure([{ ...deactivated, takenBackAt: at('2024-02-10T00:00:00Z') }])?.dropsAt).toEqual(
    at('2024-02-10T00:00:00Z'),
  );
});

test('a leaver stays linked until the refresh and can be taken up again for thirty days', () => {
  const left = departure([{ at: at('2024-01-25T08:00:00Z'), takenBackAt: null }]);
  expect(afterDeparture(link, left, at('2024-02-09T23:59:59.999Z')).endedAt).toBeNull();
  const ended = afterDeparture(link, left, at('2024-02-10T00:00:00Z'));
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

test('a departure that was taken back is none for what begins after it', () => {
  const left = departure([{ at: at('2024-01-25T08:00:00Z'), takenBackAt: null }]);
  const later = { ...link, startedAt: at('2024-02-10T00:00:00Z') };
  expect(afterDeparture(later, left, at('2024-03-01T00:00:00Z'))).toBe(later);
});

test('the signal behind an announced departure is the one that is told, or else the first of the month before', () => {
  const news = {
    leavesReportAt: at('2024-02-10T00:00:00Z'),
    deactivatedAt: at('2024-01-05T00:00:00Z'),
    deletedAt: at('2024-01-25T08:00:00Z'),
  };
  const leftAt = (more: object) => announcedDeparture({ ...news, ...more })?.leftAt;
  expect(leftAt({ leavingSince: news.deletedAt })).toEqual(news.deletedAt);
  expect(leftAt({})).toEqual(news.deactivatedAt);
  expect(leftAt({ deactivatedAt: at('2023-11-30T00:00:00Z') })).toEqual(news.deletedAt);
  expect(leftAt({ deactivatedAt: null, deletedAt: null })).toEqual(news.leavesReportAt);
  expect(announcedDeparture({ ...news, leavesReportAt: null })).toBeNull();
  const december = { deactivatedAt: at('2023-12-31T23:59:59Z'), deletedAt: null };
  expect(announcedDeparture({ ...december, leavesReportAt: at('2024-01-10T00:00:00Z') })?.leftAt).toEqual(
    december.deactivatedAt,
  );
});

test('news take a departure back only if they came about before its refresh, whenever they are heard', () => {
  const known = { leftAt: at('2024-01-25T08:00:00Z'), dropsAt: at('2024-02-10T00:00:00Z') };
  const later = { leftAt: at('2024-02-09T00:00:00Z'), dropsAt: at('2024-03-10T00:00:00Z') };
  expect(departureAfterNews(known, null, at('2024-02-09T23:59:59.999Z'))).toBe('taken-back');
  expect(departureAfterNews(known, null, at('2024-02-10T00:00:00Z'))).toBe('took-effect');
  expect(departureAfterNews(known, later, at('2024-02-09T00:00:00Z'))).toBe('taken-back');
  expect(departureAfterNews(known, known, at('2024-05-01T00:00:00Z'))).toBe('unchanged');
  expect(departureAfterNews(null, known, at('2024-05-01T00:00:00Z'))).toBe('unchanged');
});
