import type { Caller, Person } from '@app/subgraph-kit/callers/caller';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type Flow } from '../../support/association.js';
import { CONFIRM, PENDING } from '../../support/operations.js';
import { type RaceStage, raceStage } from '../../support/race-stage.js';

const MINUTE = 1 / 1440;

let stage: RaceStage;
beforeAll(async () => {
  stage = await raceStage();
});
afterAll(() => stage.stop());
afterEach(() => stage.service.clock.moveTo(0));

async function aProvenFlow(): Promise<{ owner: Person; flow: Flow; profileId: string }> {
  const [owner, profileId] = [aPerson(), stage.aProfile()];
  return { owner, profileId, flow: await stage.prove(owner, profileId) };
}

test.each<[string, (owner: Person) => Caller]>([
  [
    'a machine of the organization',
    ({ organizationId }) => ({ kind: 'machine', clientId: 'm', organizationId, permissions: ['users:write'] }),
  ],
  ['an operator', () => ({ kind: 'operator', clientId: 'o', permissions: ['achievements:write'] })],
  ['a delegated token of the person', (owner) => ({ ...owner, signedInAt: new Date(), delegated: true })],
  ['an account that is no user', () => ({ kind: 'unknown-account' })],
])('%s with the right code is denied, and the owner can continue', async (_who, callerFor) => {
  const { owner, flow, profileId } = await aProvenFlow();
  const caller = callerFor(owner);
  expect(errorCode(await stage.service.ask(caller, CONFIRM, { input: flow }))).toBe('FORBIDDEN');
  expect(errorCode(await stage.service.ask(caller, PENDING, flow))).toBe('FORBIDDEN');
  expect(await stage.linksOf(profileId)).toEqual([]);
  expect(await stage.service.confirm(owner, flow)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
});

test('a user without roles, a GLOBAL_ADMIN and a user of another organization link nothing for the owner', async () => {
  for (const rightCode of [false, true]) {
    const { owner, flow, profileId } = await aProvenFlow();
    const others = [aPerson(owner.organizationId, ['GLOBAL_ADMIN']), aPerson(owner.organizationId), aPerson()];
    const presented = rightCode ? flow : { ...flow, completionCode: 'a guess' };
    for (const other of others) {
      expect(await stage.service.confirm(other, presented)).toMatchObject({ problem: 'UNKNOWN' });
      expect(await stage.service.problemOf(other, flow.flowId)).toBe('UNKNOWN');
    }
    expect(await stage.linksOf(profileId)).toEqual([]);
    const confirmed = await stage.service.confirm(owner, flow);
    // The right code from another person means that a link was finished in another browser.
    expect(confirmed).toMatchObject(rightCode ? { problem: 'DEAD' } : { __typename: 'ConfirmAssociationSuccess' });
  }
});

test('the owner without the completion code links nothing', async () => {
  const { owner, flow, profileId } = await aProvenFlow();
  expect(await stage.service.confirm(owner, { ...flow, completionCode: '' })).toMatchObject({ problem: 'UNKNOWN' });
  expect(await stage.service.confirm(owner, { ...flow, completionCode: flow.flowId })).toMatchObject({
    problem: 'UNKNOWN',
  });
  expect(await stage.linksOf(profileId)).toEqual([]);
});

test('a proof is valid for ten minutes, and invalid a second later', async () => {
  const early = await aProvenFlow();
  stage.service.clock.moveTo(9.9 * MINUTE);
  expect(await stage.service.confirm(early.owner, early.flow)).toMatchObject({
    __typename: 'ConfirmAssociationSuccess',
  });
  stage.service.clock.moveTo(0);
  const late = await aProvenFlow();
  stage.service.clock.moveTo((10 + 1 / 60) * MINUTE);
  expect(await stage.service.confirm(late.owner, late.flow)).toMatchObject({ problem: 'EXPIRED' });
  expect(await stage.linksOf(late.profileId)).toEqual([]);
  stage.service.clock.moveTo(1);
  expect(await stage.link(late.owner, late.profileId)).toMatchObject({ allowance: { used: 1 } });
});
