import { expect, test } from '@jest/globals';
import { accountName } from '../../../src/providers/domain/account-name.js';

test.each<[Record<string, unknown>[], string | null]>([
  [[{}], null],
  [[{ name: 'Amara' }], 'Amara'],
  [[{ preferred_username: 'a@home.example' }], 'a@home.example'],
  [[{ email: 'a@home.example' }], 'a@home.example'],
  [[{ name: 'Amara', preferred_username: 'amara1', email: 'a@home.example' }], 'Amara (amara1)'],
  [[{ name: 'a@home.example', email: 'a@home.example' }], 'a@home.example'],
  [[{ name: 'Amara' }, { name: 'Other', email: 'a@home.example' }], 'Amara (a@home.example)'],
  [[{ name: ' \n', email: ['x'] }], null],
  [[{ name: 'A\u202emara\u0000\n' }], 'Amara'],
  [[{ name: 'A\u2028m\u2029a\u061cr\ud800a\u0085', email: '\u2028' }], 'Amara'],
  [[{ name: 'क्‍ष Łukasz 👩‍💻' }], 'क्‍ष Łukasz 👩‍💻'],
  [[{ name: 'x'.repeat(500) }], 'x'.repeat(200)],
])('the name of the account with %j is %j', (sources, name) => {
  expect(accountName(...sources)).toBe(name);
});
