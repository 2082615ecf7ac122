import { qualificationWindow } from '../../../src/scores/domain/qualification-window.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';
import { vectorsOf } from '../../support/vectors.js';

const day = (text: string) => parseDay(text) as Day;

it.each(vectorsOf('window'))('$id: $title', ({ today, enrolled, anniversary, expect: expected }) => {
  expect(qualificationWindow(day(today), enrolled && anniversary ? day(anniversary) : null)).toMatchObject(expected);
});

it.each([
  ['2026-01-31', null, '2025-08-01', '2026-01-31'],
  ['2026-01-31', '2026-02-10', '2025-09-01', '2026-02-28'],
  ['2026-01-31', '2026-12-01', '2026-07-01', '2026-12-31'],
])('of %s with the anniversary %s is %s to %s', (today, anniversary, from, to) => {
  expect(qualificationWindow(day(today), anniversary ? day(anniversary) : null)).toEqual({ from, to });
});

it('there are two worked examples', () => expect(vectorsOf('window')).toHaveLength(2));
