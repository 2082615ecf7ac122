import { rangeOf } from '../../../src/pages/learn/learn-search.ts';

const today = new Date('2026-11-30T23:59:59Z');

describe('the range of Learn analytics', () => {
  it.each([
    [{}, { from: '2025-12-01', to: '2026-11-30' }],
    [{ to: '2026-01-15' }, { from: '2025-02-01', to: '2026-01-15' }],
    [{ from: '2026-10-01' }, { from: '2026-10-01', to: '2026-11-30' }],
    [
      { from: '2024-01-01', to: '2024-12-31' },
      { from: '2024-01-01', to: '2024-12-31' },
    ],
  ])('of the address %j is %j', (search, range) => {
    expect(rangeOf(search, today)).toEqual(range);
  });

  it('leaves a text that is no day to the API', () => {
    expect(rangeOf({ to: 'yesterday' }, today)).toEqual({ from: 'yesterday', to: 'yesterday' });
  });
});
