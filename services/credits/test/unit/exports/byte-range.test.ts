import fc from 'fast-check';
import { selectRange } from '../../../src/exports/domain/byte-range.js';
import { continuesFile, entityTagOf, hasFileAlready } from '../../../src/exports/domain/entity-tag.js';

describe('selectRange', () => {
  it.each<[string | undefined, number, ReturnType<typeof selectRange>]>([
    [undefined, 10, 'whole'],
    ['bytes=0-0', 10, { first: 0, last: 0 }],
    ['bytes=0-', 10, { first: 0, last: 9 }],
    ['BYTES=3-5', 10, { first: 3, last: 5 }],
    ['bytes= 3-5 ', 10, { first: 3, last: 5 }],
    ['bytes=3-999', 10, { first: 3, last: 9 }],
    ['bytes=-3', 10, { first: 7, last: 9 }],
    ['bytes=-30', 10, { first: 0, last: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-0', 0, 'unsatisfiable'],
    ['bytes=-5', 0, 'unsatisfiable'],
    ['bytes=5-3', 10, 'whole'],
    ['bytes=0-1,3-4', 10, 'whole'],
    ['bytes=', 10, 'whole'],
    ['bytes=-', 10, 'whole'],
    ['rows=0-1', 10, 'whole'],
    ['bytes=٣-٤', 10, 'whole'],
  ])('%s of %i bytes', (header, size, expected) => {
    expect(selectRange(header, size)).toEqual(expected);
  });

  it('never leaves the file, whatever the header says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,20}-\d{0,20}$/)), fc.nat(), (header, size) => {
        const selected = selectRange(header, size);
        if (typeof selected === 'string') return true;
        return 0 <= selected.first && selected.first <= selected.last && selected.last < size;
      }),
    );
  });
});

describe('entity tags', () => {
  const tag = entityTagOf('ab12');

  it.each([
    [undefined, false],
    ['*', true],
    [tag, true],
    [`W/${tag}`, true],
    [`"one", W/"two" , ${tag}`, true],
    ['"one"', false],
    ['ab12', false],
    ['', false],
  ])('If-None-Match %s', (header, expected) => {
    expect(hasFileAlready(header, tag)).toBe(expected);
  });

  it.each([
    [undefined, true],
    [tag, true],
    [`W/${tag}`, false],
    ['"one"', false],
    ['Mon, 20 Jul 2026 00:00:00 GMT', false],
  ])('If-Range %s', (header, expected) => {
    expect(continuesFile(header, tag)).toBe(expected);
  });
});
