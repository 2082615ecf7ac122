import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { PENDING } from '../../support/operations.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

describe('the completion code', () => {
  test('belongs to the owner: another person who has it ends the flow, and learns nothing', async () => {
    const [owner, other, account] = [aPerson(), aPerson(), service.anAccount()];
    const flow = await service.prove(owner, account);
    const unknown = { problem: 'UNKNOWN', __typename: 'AssociationFlowError' };
    expect(await service.confirm(other, flow)).toMatchObject(unknown);
    expect(await service.confirm(owner, flow)).toMatchObject({ problem: 'DEAD' });
    expect(await service.sql('SELECT FROM association.association WHERE profile_id = $1', [account.profileId])).toEqual(
      [],
    );
    expect(await service.rejections(owner.userId)).toMatchObject([{ reason: 'WRONG_PERSON' }]);
  });

  test('guessed wrong by another person changes nothing, however often', async () => {
    const [owner, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(owner, account);
    for (let guess = 0; guess < 6; guess += 1)
      expect(await service.confirm(aPerson(), { ...flow, completionCode: `guess ${guess}` })).toMatchObject({
        problem: 'UNKNOWN',
      });
    for (const caller of [
      { kind: 'machine', clientId: 'm', organizationId: owner.organizationId, permissions: [] } as const,
      { ...aPerson(), delegated: true },
    ])
      expect((await service.ask(caller, PENDING, flow)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await service.confirm(owner, flow)).toMatchObject({ __typename: 'ConfirmAssociationSuccess' });
  });

  test('wrong five times from the owner ends the flow, by query and by mutation together', async () => {
    const [owner, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(owner, account);
    for (const guess of ['1', '2']) expect(await service.problemOf(owner, flow.flowId, guess)).toBe('UNKNOWN');
    for (const guess of ['3', '4'])
      expect(await service.confirm(owner, { ...flow, completionCode: guess })).toMatchObject({ problem: 'UNKNOWN' });
    expect(await service.confirm(owner, { ...flow, completionCode: '5' })).toMatchObject({ problem: 'DEAD' });
    expect(await service.confirm(owner, flow)).toMatchObject({ problem: 'DEAD' });
    expect(await service.rejections(owner.userId)).toMatchObject([{ reason: 'WRONG_CODES' }]);
  });

  test('is required, and requires a proof', async () => {
    const person = aPerson();
    const begun = await service.begin(person);
    expect(await service.confirm(person, { flowId: String(begun.flowId), completionCode: '' })).toMatchObject({
      problem: 'NOT_PROVEN',
    });
    expect(await service.confirm(person, { flowId: 'no uuid', completionCode: '' })).toMatchObject({
      problem: 'UNKNOWN',
    });
  });

  test('is invalid with the flow after ten minutes', async () => {
    const [person, account] = [aPerson(), service.anAccount()];
    const flow = await service.prove(person, account);
    service.clock.moveTo(10.01 / 1440);
    expect(await service.confirm(person, flow)).toMatchObject({ problem: 'EXPIRED' });
    expect(await service.problemOf(person, flow.flowId, flow.completionCode)).toBe('EXPIRED');
    service.clock.moveTo(0);
  });
});
