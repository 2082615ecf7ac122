import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExactly, withExactNumbers } from '../../../src/providers/application/exact-json.js';

test('an integer keeps all its digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 64n }), (number) => {
      expect(String((parseExactly(`{"id":${number}}`) as { id: unknown }).id)).toBe(String(number));
    }),
  );
});

test('every other value is as JSON.parse has it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/\d{16}/.test(text));
      expect(parseExactly(text)).toEqual(JSON.parse(text));
    }),
  );
  expect(parseExactly('[1.5, -12345678901234567890, 1e300]')).toEqual([1.5, -12345678901234567000, 1e300]);
});

test('a response that is no JSON stays unchanged', async () => {
  const answer = await withExactNumbers(new Response('<html>', { status: 502 }));
  expect([answer.status, await answer.text()]).toEqual([502, '<html>']);
});
