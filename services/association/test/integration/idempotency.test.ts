import { type KeyedCall, keyedMutations, PROMISED, trialOfKey } from '@app/test-kit/keyed-mutations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { associationSubgraph } from '../../src/subgraph.js';
import { aPerson } from '../support/association.js';
import { type RaceStage, raceStage } from '../support/race-stage.js';

const { schema } = await associationSubgraph();

describe('a repetition under the key of', () => {
  let stage: RaceStage;
  let calls: Record<string, KeyedCall>;
  beforeAll(async () => {
    stage = await raceStage();
    const { service } = stage;
    calls = {
      confirmAssociation: {
        // Each time another user: a link starts a cool-off.
        attempt: async () => {
          const user = aPerson();
          return { client: await service.as(user), input: await stage.prove(user, stage.aProfile()) };
        },
        change: { completionCode: 'x' },
      },
      recordProfileMerge: {
        attempt: async (clientId) => {
          const fromProfileId = stage.aProfile();
          await stage.link(aPerson(), fromProfileId);
          const mergedAt = '2026-01-05T00:00:00.000Z';
          return {
            client: await service.as({ kind: 'operator', clientId, permissions: ['achievements:write'] }),
            input: { source: 'MICROSOFT_LEARN', fromProfileId, intoProfileId: stage.aProfile(), mergedAt },
          };
        },
        change: { mergedAt: '2026-01-06T00:00:00.000Z' },
      },
    };
  });
  afterAll(() => stage.stop());

  it.each(keyedMutations(schema))('%s has the same answer and no effect', async (mutation) => {
    const call = calls[mutation];
    if (call === undefined) throw new Error(`${mutation} is new: add a call of it.`);
    const { sql } = stage.service;
    expect(await trialOfKey({ schema, sql, service: 'association' }, mutation, call)).toEqual(PROMISED);
  });
});
