import fc from 'fast-check';
import {
  add,
  compare,
  fraction,
  fractionText,
  multiply,
  parseFraction,
  roundUp,
  toDouble,
} from '../../../src/values/domain/fraction.js';

const read = (text: string) => parseFraction(text) ?? fraction(-1n, 1n);

it('parses whole numbers, quotients and decimals exactly', () => {
  expect(['4', '40/6', '79.999', '0.10', '-7/14'].map((text) => fractionText(read(text)))).toEqual([
    '4',
    '20/3',
    '79999/1000',
    '1/10',
    '-1/2',
  ]);
});

it('rejects anything but a number', () => {
  for (const text of ['', ' 4', '1e3', '1/0', '.5', '1/2/3', 'NaN', '1.', '0x10'])
    expect(parseFraction(text)).toBeUndefined();
});

it('represents sevenths and sixths exactly', () => {
  expect(fractionText(multiply(read('7'), read('15/7')))).toBe('15');
  expect(fractionText(multiply(read('3'), read('40/6')))).toBe('20');
});

it('converts to the double that the literal gives', () => {
  expect(toDouble(read('40/3'))).toBe(40 / 3);
  expect(toDouble(read('0.1'))).toBe(0.1);
  expect(toDouble(read('-79.999'))).toBe(-79.999);
  expect(toDouble(read('15'))).toBe(15);
});

it('converts back to the double that a fraction was made of, and never to the second nearest', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1 }), (numerator, denominator) => {
      // The processor rounds the quotient of two exact doubles once, to the nearest double.
      expect(toDouble(fraction(BigInt(numerator), BigInt(denominator)))).toBe(
        numerator === 0 ? 0 : numerator / denominator,
      );
    }),
  );
});

it('adds as numbers do', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      expect(fractionText(add(fraction(BigInt(a), 1n), fraction(BigInt(b), 1n)))).toBe(String(a + b));
      expect(compare(fraction(BigInt(a), 7n), fraction(BigInt(b), 7n))).toBe(Math.sign(a - b));
    }),
  );
});

it('rounds people up', () => {
  expect(['4', '13/3', '0'].map((text) => roundUp(read(text)))).toEqual([4, 5, 0]);
});
