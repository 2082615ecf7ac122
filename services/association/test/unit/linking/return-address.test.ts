import { expect, test } from '@jest/globals';
import { parseReturnAddress, returnWith } from '../../../src/linking/domain/return-address.js';

const origins = ['https://partners.example', 'http://localhost:5173'];

test.each([
  'https://partners.example',
  'https://partners.example/a/b?c=d#e',
  'HTTPS://PARTNERS.example/x',
  'https://partners.example:443/',
  'http://localhost:5173/%2F%2Fevil.example',
])('%s is below a registered front end', (text) => {
  expect(parseReturnAddress(text, origins)).toBeDefined();
});

test.each([
  'http://partners.example/',
  'https://partners.example:444/',
  'https://partners.example.evil.example/',
  'https://partners.example@evil.example/',
  'https://x:y@partners.example/',
  '//partners.example/',
  'https:partners.example',
  'https:\\\\partners.example/',
  'https://partners.example/\u00e9',
  'https://partners.example/a b',
  '\u0000https://partners.example/',
  'blob:https://partners.example/x',
  'null',
])('%j is not a return address', (text) => {
  expect(parseReturnAddress(text, origins)).toBeUndefined();
});

test('parameters of an earlier flow are removed', () => {
  const before = 'https://partners.example/x?problem=dead&completion_code=1&a=b#c';
  expect(returnWith(before, 'f', { completion_code: 'new' })).toBe(
    'https://partners.example/x?a=b&flow=f&completion_code=new#c',
  );
});

test('a code and a state of the front end’s own stay, and none is added', () => {
  const own = 'https://partners.example/x?code=theirs&state=theirs';
  expect(returnWith(own, 'f', { completion_code: 'new' })).toBe(`${own}&flow=f&completion_code=new`);
  expect(returnWith('https://partners.example/x', 'f', { problem: 'dead' })).toBe(
    'https://partners.example/x?flow=f&problem=dead',
  );
});

test.each([
  ['?/sign-in', '?/sign-in&flow=f&problem=dead'],
  ['?debug&a=b%20c+d&a=%E4&path=x/y:z', '?debug&a=b%20c+d&a=%E4&path=x/y:z&flow=f&problem=dead'],
  ['?flow=1&%66low=2&flow&flows=3&pro%62lem=x', '?flows=3&flow=f&problem=dead'],
  ['?', '?flow=f&problem=dead'],
  ['#/route?flow=theirs', '?flow=f&problem=dead#/route?flow=theirs'],
])('other parameters of the front end stay character by character: %s', (written, returned) => {
  expect(returnWith(`https://partners.example/x${written}`, 'f', { problem: 'dead' })).toBe(
    `https://partners.example/x${returned}`,
  );
});
