import { randomUUID } from 'node:crypto';
import type { Person } from '@app/subgraph-kit/callers/caller';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type Flow } from '../../support/association.js';
import { CONFIRM } from '../../support/operations.js';
import { type RaceStage, raceStage } from '../../support/race-stage.js';

let stage: RaceStage;
beforeAll(async () => {
  stage = await raceStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.service.clock.moveTo(0));

const codeOf = async (person: Person, input: Flow & { idempotencyKey: string }) =>
  errorCode(await stage.service.ask(person, CONFIRM, { input }));

test('twenty simultaneous requests under one key have one effect and one answer', async () => {
  const [person, profileId, idempotencyKey] = [aPerson(), stage.aProfile(), randomUUID()];
  const flow = { ...(await stage.prove(person, profileId)), idempotencyKey };
  const results = await Promise.all(Array.from({ length: 20 }, () => stage.service.confirm(person, flow)));
  expect(results[0]).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  for (const result of results) expect(result).toEqual(results[0]);
  expect(await stage.linksOf(profileId)).toHaveLength(1);
});

test('another input under the key is rejected, also at the same moment', async () => {
  const [person, idempotencyKey] = [aPerson(), randomUUID()];
  const flow = await stage.prove(person, stage.aProfile());
  const other = { flowId: randomUUID(), completionCode: 'x', idempotencyKey };
  await stage.service.confirm(person, { ...flow, idempotencyKey });
  expect(await codeOf(person, other)).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await codeOf(person, { ...flow, completionCode: 'x', idempotencyKey })).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('a rejection is not stored: the key stays usable for the attempt that succeeds', async () => {
  const [person, idempotencyKey] = [aPerson(), randomUUID()];
  const flow = await stage.prove(person, stage.aProfile());
  const wrong = { ...flow, completionCode: 'wrong', idempotencyKey };
  expect(await stage.service.confirm(person, wrong)).toMatchObject({ problem: 'UNKNOWN' });
  const right = await stage.service.confirm(person, { ...flow, idempotencyKey });
  expect(right).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
});

test('a key belongs to its caller: the same text from another user is another key', async () => {
  const idempotencyKey = randomUUID();
  for (const person of [aPerson(), aPerson()]) {
    const flow = { ...(await stage.prove(person, stage.aProfile())), idempotencyKey };
    expect(await stage.service.confirm(person, flow)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  }
});

test('the answer is stored for 24 hours, after which the key is free again', async () => {
  const [person, idempotencyKey] = [aPerson(), randomUUID()];
  const flow = { ...(await stage.prove(person, stage.aProfile())), idempotencyKey };
  const first = await stage.service.confirm(person, flow);
  await stage.service.remove(person);
  const other = { flowId: randomUUID(), completionCode: 'x', idempotencyKey };
  stage.service.clock.moveTo(0.99);
  expect(await stage.service.confirm(person, flow)).toEqual(first);
  expect(await codeOf(person, other)).toBe('IDEMPOTENCY_KEY_REUSED');
  stage.service.clock.moveTo(1.01);
  expect(await stage.service.confirm(person, other)).toMatchObject({ problem: 'UNKNOWN' });
});
