import { expect, test } from '@jest/globals';
import type { Association } from '../../../src/domain/association.js';
import { decideAssociation } from '../../../src/domain/decide-association.js';
import { afterDeparture, departure } from '../../../src/domain/leaver.js';

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
