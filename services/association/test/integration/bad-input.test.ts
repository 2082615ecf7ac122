import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode } from '@app/test-kit/graphql-client';
import {
  type HostileOperation,
  hostileOperations,
  IMPOSSIBLE,
  IMPOSSIBLE_TEXTS,
  onlyTexts,
  STRANGE_TEXTS,
} from '@app/test-kit/hostile-operations';
import type { Values } from '@app/test-kit/plausible-operations';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { associationSubgraph } from '../../src/subgraph.js';
import { aPerson, type TestAssociation, testAssociation } from '../support/association.js';
import { BEGIN, USER } from '../support/operations.js';

const RECORDER: Caller = { kind: 'operator', clientId: 'o', permissions: ['achievements:write'] };

let service: TestAssociation;
let schema: GraphQLSchema;
let values: Values;
beforeAll(async () => {
  service = await testAssociation();
  values = { returnTo: service.returnTo, fromProfileId: '600001', intoProfileId: '600002' };
  ({ schema } = await associationSubgraph());
});
afterAll(() => service.stop());

const everything = () =>
  service.sql(`SELECT (SELECT count(*) FROM association.association) AS associations, (SELECT count(*) FROM association.flow) AS flows,
    (SELECT count(*) FROM association.proof) AS proofs, (SELECT count(*) FROM association.activity) AS activity,
    (SELECT count(*) FROM association.idempotency_key) AS keys, (SELECT count(*) FROM association_worker.jobs) AS jobs`);

/** Sends it as a person and as an operator; each error has a code of bad input. */
async function send({ query, variables }: { query: string; variables: Record<string, unknown> }) {
  for (const caller of [aPerson(), RECORDER]) {
    const answer = await service.ask(caller, query, variables);
    if (answer.errors !== undefined)
      expect(['BAD_USER_INPUT', 'FORBIDDEN', 'IDEMPOTENCY_KEY_REUSED']).toContain(errorCode(answer));
  }
}

test('impossible input at any position of any root field is rejected with a code or a typed error, and changes nothing', async () => {
  const before = await everything();
  for (const operation of hostileOperations(schema, values, IMPOSSIBLE)) await send(operation);
  expect(await everything()).toEqual(before);
});

test('a reference with an impossible id is rejected or finds nothing', async () => {
  for (const id of [...IMPOSSIBLE_TEXTS, ...STRANGE_TEXTS])
    await send({ query: USER, variables: { representations: [{ __typename: 'User', id }] } });
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
    fc.constantFrom(...IMPOSSIBLE_TEXTS, ...STRANGE_TEXTS),
    fc.webUrl(),
    fc.uuid(),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.nat(), async (anything, position) => {
      const operations = hostileOperations(schema, values, onlyTexts(anything));
      await send(operations[position % operations.length] as HostileOperation);
    }),
    { numRuns: 100 },
  );
});
