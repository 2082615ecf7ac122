import { randomUUID } from 'node:crypto';
import { type KeyedCall, keyedMutations, PROMISED, trialOfKey } from '@app/test-kit/keyed-mutations';
import { identitySubgraph } from '../../src/subgraph.js';
import { anAddress, person, type TestIdentity, testIdentity } from '../support/identity.js';

const { schema } = await identitySubgraph();

describe('a repetition under the key of', () => {
  let identity: TestIdentity;
  let calls: Record<string, KeyedCall>;
  beforeAll(async () => {
    identity = await testIdentity();
    const { organizationId, admin } = await identity.register();
    const second = await identity.invite(organizationId, anAddress(), ['GLOBAL_ADMIN']);
    const administrators = { first: admin, second: person(second, organizationId, ['GLOBAL_ADMIN']) };
    calls = {
      inviteUser: {
        attempt: async (caller) => ({
          client: await identity.as(administrators[caller]),
          input: { organizationId, email: anAddress(), displayName: 'Grace Hopper', roles: ['REPORT_VIEWER'] },
        }),
        change: { displayName: 'Grace Murray' },
      },
      registerOrganization: {
        attempt: async (clientId) => ({
          client: await identity.as({ kind: 'operator', clientId, permissions: ['organizations:write'] }),
          input: {
            name: 'Fabrikam',
            partnerId: randomUUID().slice(0, 13),
            tenantId: randomUUID(),
            firstAdmin: { email: anAddress(), displayName: 'Ada Lovelace' },
          },
        }),
        change: { name: 'Fabrikam Ltd' },
      },
    };
  });
  afterAll(() => identity.stop());

  it.each(keyedMutations(schema))('%s has the same answer and no effect', async (mutation) => {
    const call = calls[mutation];
    if (call === undefined) throw new Error(`${mutation} is new: add a call of it.`);
    expect(await trialOfKey({ schema, sql: identity.sql, service: 'identity' }, mutation, call)).toEqual(PROMISED);
  });
});
