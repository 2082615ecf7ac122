import { expect, test } from '@jest/globals';
import { allowance } from '../../../src/linking/domain/allowance.js';
import { rejectionByLimits } from '../../../src/linking/domain/decide-association.js';
import type { AssociationPolicy } from '../../../src/linking/domain/policy.js';
import { rejectionText } from '../../../src/linking/domain/rejection-text.js';

const at = (text: string) => new Date(`${text}T00:00:00Z`);
const rolling: AssociationPolicy = { yearMode: 'rolling', perYear: 3, coolOffDays: 30 };

test('no start leaves the whole allowance', () => {
  expect(allowance({ account: [], profile: [] }, rolling, at('2024-01-10'))).toEqual({
    ...{ limit: 3, used: 0, remaining: 3, countedStarts: [], coolOffEndsAt: null, yearOpensAt: null },
    nextAssociationAt: null,
  });
});

test('the stricter of work account and profile applies', () => {
  const left = allowance(
    { account: [at('2024-03-10')], profile: [at('2024-01-10'), at('2024-02-09')] },
    rolling,
    at('2024-03-11'),
  );
  expect(left).toMatchObject({ used: 2, remaining: 1, countedStarts: [at('2024-01-10'), at('2024-02-09')] });
  expect(left.coolOffEndsAt).toEqual(at('2024-04-09'));
});

test('a start counts for twelve months, to the millisecond', () => {
  const starts = { account: [at('2024-01-10'), at('2024-02-09'), at('2024-03-10')], profile: [] };
  const lastMoment = new Date(at('2025-01-10').getTime() - 1);
  expect(allowance(starts, rolling, lastMoment)).toMatchObject({ used: 3, nextAssociationAt: at('2025-01-10') });
  expect(allowance(starts, rolling, at('2025-01-10'))).toMatchObject({ used: 2, nextAssociationAt: null });
});

test('in December the calendar year opens before the cool-off ends: the cool-off is the reason', () => {
  const starts = { account: [at('2024-09-01'), at('2024-11-01'), at('2024-12-20')], profile: [] };
  const left = allowance(starts, { ...rolling, yearMode: 'calendar' }, at('2024-12-21'));
  expect(rejectionByLimits(left)).toEqual({ kind: 'cool-off', nextAssociationAt: at('2025-01-19') });
});

test('with equal dates the cool-off is the reason', () => {
  const left = allowance(
    { account: [at('2024-12-02')], profile: [] },
    { ...rolling, yearMode: 'calendar', perYear: 1 },
    at('2024-12-03'),
  );
  expect(left.yearOpensAt).toEqual(left.coolOffEndsAt);
  expect(rejectionByLimits(left)?.kind).toBe('cool-off');
});

test('the number in the message follows the setting', () => {
  const refusal = { kind: 'cool-off', nextAssociationAt: at('2024-02-24') } as const;
  expect(rejectionText(refusal, { ...rolling, coolOffDays: 45 })).toContain('we require a period of 45 days between');
});
