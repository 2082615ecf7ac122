import fc from 'fast-check';
import { z } from 'zod';
import { pageArguments, toConnection } from '../../src/graphql/connection.js';
import { cursorCodec } from '../../src/graphql/cursor.js';
import { mapPage } from '../../src/graphql/mapped-page.js';
import { DateScalar, DateTimeScalar, YearMonthScalar } from '../../src/graphql/scalars.js';
import { parseSearch } from '../../src/graphql/search.js';
import { flag, httpUrl, port, readEnvironment } from '../../src/settings/environment.js';
import { EnvironmentError } from '../../src/settings/environment-error.js';
import { assertStorable, isUuid, parseText } from '../../src/values/text.js';

const code = (value: string) => expect.objectContaining({ extensions: expect.objectContaining({ code: value }) });

describe('a cursor', () => {
  const codec = cursorCodec('a secret');

  it('decodes to its values for its own binding only', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string())), fc.string(), fc.string(), (values, binding, other) => {
        const cursor = codec.encode(binding, values);
        expect(codec.decode(binding, cursor)).toEqual(values);
        if (other !== binding) expect(() => codec.decode(other, cursor)).toThrow(code('BAD_USER_INPUT'));
      }),
    );
  });

  it('reveals no values and cannot be forged', () => {
    const cursor = codec.encode('users:1', ['learner@contoso.example']);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('contoso');
    for (const forged of ['', 'x', `${cursor}A`, cursor.slice(1), cursorCodec('another').encode('users:1', ['1'])]) {
      expect(() => codec.decode('users:1', forged)).toThrow(code('BAD_USER_INPUT'));
    }
  });
});

describe('parseSearch', () => {
  it.each([
    [undefined, null],
    [null, null],
    ['  ', null],
    [' a b ', 'a b'],
  ])('parses %p as %p', (given, searched) => {
    expect(parseSearch(given)).toBe(searched);
  });

  it.each(['a\nb', 'x'.repeat(201)])('rejects %p', (given) => {
    expect(() => parseSearch(given)).toThrow(code('BAD_USER_INPUT'));
  });
});

describe('a page', () => {
  it.each([0, -1, 101, 1.5, Number.NaN])('of %p is rejected', (first) => {
    expect(() => pageArguments(first, null)).toThrow(code('BAD_USER_INPUT'));
  });

  it.each(['person', 'operator', 'anonymous'] as const)('of 101 is rejected for a caller of kind %s', (kind) => {
    expect(() => pageArguments(101, null, { kind })).toThrow(code('BAD_USER_INPUT'));
  });

  it('of up to 1,000 is accepted for machine clients', () => {
    expect(pageArguments(1_000, null, { kind: 'machine' })).toEqual({ first: 1_000, after: null });
    expect(() => pageArguments(1_001, null, { kind: 'machine' })).toThrow(code('BAD_USER_INPUT'));
  });

  it('maps its rows and counts the list only when the total is selected', async () => {
    let counted = 0;
    const total = async () => ++counted;
    const page = mapPage({ rows: [1, 2, 3], page: pageArguments(2, null), cursorOf: String, show: (n) => -n, total });
    expect([page.nodes, page.edges]).toEqual([[-1, -2], [1, 2].map((n) => ({ cursor: String(n), node: -n }))]);
    expect(counted).toBe(0);
    expect(await Promise.resolve(page.totalCount)).toBe(1);
  });

  it('encodes no cursor that is not selected', () => {
    const encoded: number[] = [];
    const cursorOf = (n: number) => {
      encoded.push(n);
      return String(n);
    };
    const page = mapPage({
      rows: [1, 2, 3],
      page: pageArguments(2, null),
      cursorOf,
      show: (n) => -n,
      total: () => null,
    });
    expect([page.nodes, page.edges.map(({ node }) => node), page.pageInfo.hasNextPage]).toEqual([
      [-1, -2],
      [-1, -2],
      true,
    ]);
    expect(encoded).toEqual([]);
    expect([page.pageInfo.endCursor, encoded]).toEqual(['2', [2]]);
  });

  it('continues after the last row that was read where a search ended before it was full', () => {
    const first = pageArguments(2, null);
    const page = mapPage({ rows: [1], page: first, cursorOf: String, show: (n) => n, total: () => null, readTo: 9 });
    expect([page.nodes, page.pageInfo]).toEqual([
      [1],
      { hasNextPage: true, hasPreviousPage: false, startCursor: '1', endCursor: '9' },
    ]);
  });

  it('has a next page when one more row was read', () => {
    const page = toConnection({ rows: [1, 2, 3], page: pageArguments(2, null), cursorOf: String, totalCount: null });
    expect([page.nodes, page.pageInfo]).toEqual([
      [1, 2],
      { hasNextPage: true, hasPreviousPage: false, startCursor: '1', endCursor: '2' },
    ]);
  });
});

describe('text', () => {
  it.each([
    ['  Ada  ', 'Ada'],
    ['e\u0301', '\u00e9'],
    ['', undefined],
    ['   ', undefined],
    ['a\u0000b', undefined],
    ['a\nb', undefined],
    ['a\ud800', undefined],
    ['x'.repeat(11), undefined],
    [`e${'\u0301'.repeat(200_000)}\u0323`, undefined],
    ['\u{1F600}'.repeat(10), '\u{1F600}'.repeat(10)],
  ])('%p is stored as %p', (value, expected) => {
    expect(parseText(value, { min: 1, max: 10 })).toBe(expected);
  });

  it('is checked for characters that cannot be stored at any depth', () => {
    expect(() => assertStorable({ a: [{ b: 'x\u0000' }] })).toThrow('variables.a[0].b');
    expect(() => assertStorable({ 'k\ud800': 1 })).toThrow(code('BAD_USER_INPUT'));
    expect(() => assertStorable({ a: ['fine', 1, null, true] })).not.toThrow();
  });

  it('is an id only as a UUID', () => {
    expect(['0199aaaa-0000-7000-8000-000000000001', '1', '', "' OR 1=1"].map(isUuid)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('scalars', () => {
  it.each([
    '2026-02-29T00:00:00Z',
    '2026-01-01',
    '2026-01-01T25:00:00Z',
    'now',
    5,
    null,
    '2026-01-01T00:00:00',
    '+012026-01-01T00:00:00Z',
  ])('reject %p as DateTime', (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow(code('BAD_USER_INPUT'));
  });

  it('return an instant in UTC with milliseconds', () => {
    expect(DateTimeScalar.serialize(DateTimeScalar.parseValue('2026-01-31T12:00:00+02:00'))).toBe(
      '2026-01-31T10:00:00.000Z',
    );
  });

  it.each(['2026-02-30', '2026-1-1', '0000-01-01', 20260101])('reject %p as Date', (value) => {
    expect(() => DateScalar.parseValue(value)).toThrow(code('BAD_USER_INPUT'));
  });

  it.each(['2026-13', '2026', '2026-00'])('reject %p as YearMonth', (value) => {
    expect(() => YearMonthScalar.parseValue(value)).toThrow(code('BAD_USER_INPUT'));
  });
});

describe('readEnvironment', () => {
  const schema = z.object({ PORT: port(4000), PUBLIC_URL: httpUrl(), EMBEDDED_WORKERS: flag(true) });

  it('applies defaults and removes a trailing slash', () => {
    expect(readEnvironment(schema, { PUBLIC_URL: 'http://localhost:4000/', PORT: '' })).toEqual({
      PORT: 4000,
      PUBLIC_URL: 'http://localhost:4000',
      EMBEDDED_WORKERS: true,
    });
  });

  it('reports every fault and no value', () => {
    const faults = () => readEnvironment(schema, { PORT: 'many', EMBEDDED_WORKERS: 'secret-value' });
    expect(faults).toThrow(EnvironmentError);
    expect(faults).toThrow(/PORT[\s\S]*PUBLIC_URL[\s\S]*EMBEDDED_WORKERS/);
    expect(faults).not.toThrow(/secret-value/);
  });
});
