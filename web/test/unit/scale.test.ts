import { monthStarts, percentOf, percentOfTime, thinned, ticksBeside } from '../../src/charts/scale.ts';

describe('a scale', () => {
  it('places a value in percent; a value beyond an end lies at that end', () => {
    expect([0, 36, 40, 41, -1].map((value) => percentOf(value, 40))).toEqual([0, 90, 100, 100, 0]);
  });

  it('places everything at its beginning when its end is 0', () => {
    expect(percentOf(5, 0)).toBe(0);
  });

  it('has round ticks, none of them where the label of the threshold stands', () => {
    expect(ticksBeside(100)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(ticksBeside(100, 70)).toEqual([0, 20, 40, 100]);
    expect(ticksBeside(40, 38)).toEqual([0, 10, 20, 30]);
  });
});

describe('a time scale', () => {
  it('places a day between two days', () => {
    expect(percentOfTime('2026-12-01', '2026-11-01', '2026-12-31')).toBe(50);
    expect(percentOfTime('2026-10-01', '2026-11-01', '2026-12-31')).toBe(0);
  });

  it('lists the first days of the months, across a year, both ends included', () => {
    expect(monthStarts('2026-11-30', '2027-02-01', 12)).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
    expect(monthStarts('2026-12-01', '2026-12-01', 12)).toEqual(['2026-12-01']);
  });

  it('leaves out months at equal distances where there is no room', () => {
    expect(monthStarts('2026-01-01', '2026-12-01', 4)).toEqual([
      '2026-01-01',
      '2026-04-01',
      '2026-07-01',
      '2026-10-01',
    ]);
    expect(thinned([1, 2, 3], 3)).toEqual([1, 2, 3]);
  });
});
