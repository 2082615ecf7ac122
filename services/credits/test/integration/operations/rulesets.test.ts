import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { operator, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
});
afterAll(async () => credits.stop());

const QUERY = '{ rulesets { id effectiveFrom effectiveTo } }';

it('lists the rule sets, newest first', async () => {
  const data = expectNoErrors(await (await credits.as(operator())).execute(QUERY));
  expect(data.rulesets).toEqual([
    { id: '2026-07', effectiveFrom: '2026-07-01', effectiveTo: null },
    { id: '2023-10', effectiveFrom: '2023-10-01', effectiveTo: '2026-07-01' },
  ]);
});

it('is for people and programs that are known', async () => {
  expect(errorCode(await (await credits.as({ kind: 'anonymous' })).execute(QUERY))).toBe('UNAUTHENTICATED');
  expect(errorCode(await (await credits.as({ kind: 'stranger' })).execute(QUERY))).toBe('FORBIDDEN');
});
