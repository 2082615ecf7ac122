import { countdown, day, fromNow, instant, month } from '../../../src/text/dates.ts';
import { counted, fileSize, points } from '../../../src/text/numbers.ts';
import { countryName } from '../../../src/text/places.ts';
import { word } from '../../../src/text/words.ts';

const now = new Date('2026-11-30T23:00:00Z');

describe('dates', () => {
  it('are days of UTC', () => {
    expect(day('2026-09-14')).toBe('14 Sep 2026');
    expect(day('2026-11-30T23:59:59.999Z')).toBe('30 Nov 2026');
    expect(instant('2026-11-30T14:05:59.000Z')).toBe('30 Nov 2026, 14:05 UTC');
    expect(month('2026-11')).toBe('November 2026');
  });

  it.each([
    ['2026-11-30T23:00:00Z', 'today'],
    ['2026-12-01T22:00:00Z', 'tomorrow'],
    ['2026-12-30T23:00:00Z', 'in 30 days'],
    ['2026-11-28T23:00:00Z', '2 days ago'],
  ])('%s is %s', (text, expected) => {
    expect(fromNow(text, now)).toBe(expected);
  });

  it.each([
    [600, '10:00'],
    [581, '9:41'],
    [0.2, '0:01'],
    [-5, '0:00'],
  ])('a countdown of %d seconds shows %s', (seconds, expected) => {
    expect(countdown(seconds)).toBe(expected);
  });
});

describe('numbers', () => {
  it('have their noun', () => {
    expect(counted(1, 'person', 'people')).toBe('1 person');
    expect(counted(1_234, 'person', 'people')).toBe('1,234 people');
  });

  it('have two decimals as points', () => {
    expect([points(42.5714), points(72)]).toEqual(['42.57', '72']);
  });
});

describe('word', () => {
  it('falls back to the bare value of an enum that has grown', () => {
    const words = { LINKED: 'Linked' };
    expect(word<'LINKED' | '%future added value'>(words, 'LINKED')).toBe('Linked');
    expect(word(words, 'PAUSED' as 'LINKED')).toBe('PAUSED');
    expect(word(words, 'toString' as 'LINKED')).toBe('toString');
  });
});

describe('the size of a file', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [17_600, '18 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_540_000, '1.5 MB'],
    [2_147_483_647, '2,147.5 MB'],
  ])('%d is %s', (bytes, expected) => {
    expect(fileSize(bytes)).toBe(expected);
  });
});

describe('countries', () => {
  it.each([
    ['DE', 'Germany'],
    ['Norway', 'Norway'],
    ['de', 'de'],
  ])('%s of the directory is %s', (given, expected) => {
    expect(countryName(given)).toBe(expected);
  });
});
