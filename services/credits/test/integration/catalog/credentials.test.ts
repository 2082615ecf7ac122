import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { person, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
});
afterAll(async () => credits.stop());

const colleague = person(randomUUID(), randomUUID());
const FIELDS = 'code title kind level examCodes validityMonths retiredOn countsThrough supersededBy { code }';

async function ask(query: string): Promise<Record<string, never>> {
  return expectNoErrors(await (await credits.as(colleague)).execute<Record<string, never>>(query));
}

it('lists the catalog for every signed-in caller', async () => {
  expect((await ask(`{ credentials { ${FIELDS} } }`)).credentials).toHaveLength(76);
});

it('finds credentials by part of code, title or exam code, and by kind', async () => {
  expect((await ask(`{ credentials(search: "sc-500") { ${FIELDS} } }`)).credentials).toMatchObject([
    { code: 'CLOUD-AI-SEC' },
  ]);
  expect((await ask(`{ credentials(search: "AZ-500") { ${FIELDS} } }`)).credentials).toEqual([
    {
      code: 'AZ-SEC',
      title: 'Azure Security Engineer Associate',
      kind: 'CERTIFICATION',
      level: 'ASSOCIATE',
      examCodes: ['AZ-500'],
      validityMonths: 12,
      retiredOn: '2026-08-31',
      countsThrough: '2027-08-31',
      supersededBy: [{ code: 'CLOUD-AI-SEC' }],
    },
  ]);
  expect((await ask('{ credentials(kind: ASSESSMENT) { code level validityMonths } }')).credentials).toEqual([
    { code: 'ASSESS:TEAMS-MTR', level: 'NONE', validityMonths: null },
  ]);
});

it('lists the alternative prerequisites of an expert credential', async () => {
  const { credentials: found } = await ask('{ credentials(search: "AZ-305") { code prerequisites { code } } }');
  expect(found).toEqual([{ code: 'AZ-ARCH', prerequisites: [{ code: 'AZ-ADMIN' }] }]);
});

it('rejects callers who are not signed in or unknown', async () => {
  const query = '{ credentials { code } }';
  expect(errorCode(await (await credits.as({ kind: 'anonymous' })).execute(query))).toBe('UNAUTHENTICATED');
  expect(errorCode(await (await credits.as({ kind: 'unknown-account' })).execute(query))).toBe('FORBIDDEN');
});

it.each(['\u0000', '\ud800', 'x'.repeat(201), 'a\nb'])('rejects the search %j', async (search) => {
  const query = 'query ($search: String) { credentials(search: $search) { code } }';
  expect(errorCode(await (await credits.as(colleague)).execute(query, { search }))).toBe('BAD_USER_INPUT');
});
