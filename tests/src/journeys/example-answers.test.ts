import { type Bindings, bound, differences, formOf, recorded } from './example-answers.js';

const ID = '0193a5b0-c1f2-7c1e-8f7a-000000000001';
const REAL = '01a22e9a-7630-7823-a9e6-fa2652e5e51c';
const OTHER = '01a22e9a-7630-7823-a9e6-fa2652e5e51d';

describe('formOf', () => {
  it.each([
    [ID, '<id>'],
    ['evt_0193a5b0c1f27c1e8f7a000000000001', '<event>'],
    ['2026-11-30T22:42:12.103Z', '<instant>'],
    ['2026-11-30T22:42:12Z', '<instant>'],
    ['2026-11-30', '<day>'],
    ['2026-11', '<month>'],
    [
      `http://localhost:4000/exports/${ID}/skills-report-2026-11.csv`,
      'http://localhost:4000/exports/<id>/skills-report-<month>.csv',
    ],
    ['AZ-305', 'AZ-305'],
    ['40/3', '40/3'],
  ])('%s is %s', (text, form) => expect(formOf(text)).toBe(form));
});

describe('differences', () => {
  const compare = (expected: unknown, actual: unknown, varies: string[] = [], bindings: Bindings = new Map()) =>
    differences(expected, actual, varies, bindings);

  it.each([
    ['the same', { a: [1, 'x', null] }, { a: [1, 'x', null] }],
    ['another id', { id: ID }, { id: REAL }],
    ['another instant', { at: '2026-01-01T00:00:00Z' }, { at: '2027-05-05T12:30:00.123Z' }],
  ])('are none for %s', (_what, expected, actual) => expect(compare(expected, actual)).toEqual([]));

  it.each([
    ['another number', { a: 1 }, { a: 2 }],
    ['another text', { a: 'x' }, { a: 'y' }],
    ['null', { a: 1 }, { a: null }],
    ['an id for a text', { a: 'x' }, { a: ID }],
    ['a missing field', { a: 1, b: 2 }, { a: 1 }],
    ['a new field', { a: 1 }, { a: 1, b: 2 }],
    ['a shorter list', { a: [1, 2] }, { a: [1] }],
    ['an object for a list', { a: [] }, { a: {} }],
    ['errors beside the data', { data: {} }, { data: {}, errors: [] }],
  ])('are found for %s', (_what, expected, actual) => expect(compare(expected, actual)).toHaveLength(1));

  it('are none in a field that varies, whose values are of the same kind', () => {
    expect(compare({ n: 1, rows: [{ s: 'x' }] }, { n: 7, rows: [{ s: 'y' }, { s: 'z' }] }, ['n', 'rows'])).toEqual([]);
    expect(compare({ rows: [ID] }, { rows: [REAL, OTHER] }, ['rows'])).toEqual([]);
    expect(compare({ n: 1 }, { n: '1' }, ['n'])).toHaveLength(1);
    expect(compare({ rows: [{ s: 'x' }] }, { rows: [{ other: 'y' }] }, ['rows'])).not.toEqual([]);
  });

  it('are found where one sample stands for two ids', () => {
    expect(compare([ID, ID], [REAL, REAL])).toEqual([]);
    expect(compare([ID, ID], [REAL, OTHER])).toEqual([
      `answer[1]: ${ID} stands for ${REAL} in another example, and for ${OTHER} here`,
    ]);
  });

  it('bind samples to the texts of this run, for the variables of later examples', () => {
    const bindings: Bindings = new Map();
    compare({ id: ID, key: 'shown once', name: 'x' }, { id: REAL, key: 'secret', name: 'x' }, ['key'], bindings);
    expect(bound({ input: { id: ID, keys: ['shown once'], name: 'x', n: 1 } }, bindings)).toEqual({
      input: { id: REAL, keys: ['secret'], name: 'x', n: 1 },
    });
  });
});

describe('recorded', () => {
  it('keeps the samples of an answer, writes what is new, and never a text that varies', () => {
    const bindings: Bindings = new Map([[ID, REAL]]);
    const earlier = { id: ID, key: 'shown once', score: 68, at: '2026-01-01T00:00:00Z' };
    const actual = {
      id: REAL,
      key: 'a-secret',
      score: 72,
      at: '2026-02-02T00:00:00Z',
      token: 'another',
      url: `/x/${REAL}`,
    };
    expect(recorded(earlier, actual, ['key', 'token'], bindings)).toEqual({
      id: ID,
      key: 'shown once',
      score: 72,
      at: '2026-01-01T00:00:00Z',
      token: '…',
      url: `/x/${ID}`,
    });
  });
});
