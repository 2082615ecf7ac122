import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aPerson, type TestAssociation, testAssociation } from '../support/association.js';
import { BEGIN, CONFIRM, PENDING, REMOVE, USER } from '../support/operations.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

const IMPOSSIBLE = [
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '',
  ' ',
  '\u202e\u0000',
  '%_\\',
  "'; DROP TABLE x; --",
  '__proto__',
  'x'.repeat(200_000),
  '🙂'.repeat(3_000),
];
const REFUSALS = ['BAD_USER_INPUT', 'FORBIDDEN', 'GRAPHQL_VALIDATION_FAILED'];

const everything = () =>
  service.sql(`SELECT (SELECT count(*) FROM association.association) AS associations, (SELECT count(*) FROM association.flow) AS flows,
    (SELECT count(*) FROM association.proof) AS proofs, (SELECT count(*) FROM association.activity) AS activity,
    (SELECT count(*) FROM association.idempotency_key) AS keys, (SELECT count(*) FROM association_worker.jobs) AS jobs`);

async function send(query: string, variables: Record<string, unknown>) {
  const answer = await service.ask(aPerson(), query, variables);
  if (answer.errors !== undefined) expect(REFUSALS).toContain(errorCode(answer));
  return answer;
}

async function sendEverywhere(text: string) {
  await send(BEGIN, { input: { source: 'MICROSOFT_LEARN', returnTo: text } });
  await send(BEGIN, { input: { source: text, returnTo: service.returnTo } });
  await send(CONFIRM, { input: { flowId: text, completionCode: text } });
  await send(CONFIRM, {
    input: { flowId: '01989000-0000-7000-8000-000000000000', completionCode: text, idempotencyKey: text },
  });
  await send(PENDING, { flowId: text, completionCode: text });
  await send(REMOVE, { input: { source: text } });
  await send(USER, { representations: [{ __typename: 'User', id: text }] });
}

test('impossible input is rejected with a code or a typed error, and changes nothing', async () => {
  const before = await everything();
  for (const text of IMPOSSIBLE) await sendEverywhere(text);
  expect(await everything()).toEqual(before);
});

test('input of the wrong shape is BAD_USER_INPUT with status 400', async () => {
  for (const input of [
    null,
    1,
    'x',
    [],
    {},
    { source: 1 },
    { source: 'NOWHERE', returnTo: 'x' },
    { source: 'MICROSOFT_LEARN', returnTo: {} },
  ]) {
    const answer = await service.ask(aPerson(), BEGIN, { input });
    expect([answer.status, errorCode(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  }
});

test('no input causes an internal error', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(...IMPOSSIBLE),
    fc.webUrl(),
    fc.uuid(),
  );
  await fc.assert(
    fc.asyncProperty(text, (anything) => sendEverywhere(anything)),
    { numRuns: 40 },
  );
});
