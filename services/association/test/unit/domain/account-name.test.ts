import { expect, test } from '@jest/globals';
import { accountName } from '../../../src/domain/account-name.js';

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
  [[{ name: 'x'.repeat(500) }], 'x'.repeat(200)],
])('the account of %j is %j', (sources, name) => {
  expect(accountName(...sources)).toBe(name);
});
