import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { USER } from '../../support/operations.js';
import { deliver, userState } from '../../support/user-events.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

const kept = async (id: string) =>
  (await service.sql('SELECT version, display_name FROM association.member WHERE user_id = $1', [id]))[0];

test('the newest version of a user is stored, in any order and number of deliveries', async () => {
  const states = [1, 2, 3].map((version) => userState({ version, displayName: `version ${version}` }));
  const [{ id } = userState({})] = states;
  for (const index of [1, 0, 2, 1, 2, 0]) expect(await deliver(service, { ...states[index], id })).toBe(204);
  expect(await kept(id)).toEqual({ version: 3, display_name: 'version 3' });
});

test('department and country of a user follow the newest event that has them', async () => {
  const works = async (id: string) =>
    (await service.sql('SELECT department, country FROM association.member WHERE user_id = $1', [id]))[0];
  const user = userState({ department: 'Sales', country: 'DE' });
  expect(await deliver(service, user)).toBe(204);
  expect(await works(user.id)).toEqual({ department: 'Sales', country: 'DE' });
  const { department: _department, country: _country, ...untold } = user;
  expect(await deliver(service, { ...untold, version: 2 })).toBe(204);
  expect(await works(user.id)).toEqual({ department: 'Sales', country: 'DE' });
  expect(await deliver(service, { ...user, version: 4, department: null, country: 'US' })).toBe(204);
  expect(await deliver(service, { ...user, version: 3 })).toBe(204);
  expect(await works(user.id)).toEqual({ department: null, country: 'US' });
});

test('a colleague is known once the event about them has arrived', async () => {
  const [admin, colleague] = [aPerson(undefined, ['GLOBAL_ADMIN']), userState({})];
  const ask = async () =>
    (
      await (
        await service.as(admin)
      ).execute<{ _entities: unknown[] }>(USER, { representations: [{ __typename: 'User', id: colleague.id }] })
    ).data?._entities[0];
  expect(await ask()).toBeNull();
  expect(await deliver(service, { ...colleague, organizationId: admin.organizationId })).toBe(204);
  expect(await ask()).toMatchObject({ id: colleague.id, activeAssociation: null, associationAllowance: null });
});

test('an event with a wrong signature or a broken body is rejected, one of an unknown kind is accepted', async () => {
  const user = userState({});
  expect(await deliver(service, user, { secret: 'another secret, just as long as it should be' })).toBe(401);
  expect(await deliver(service, { ...user, version: 'one' })).toBe(422);
  expect(await deliver(service, {}, { type: 'identity.something.else.v1' })).toBe(204);
  expect(await kept(user.id)).toBeUndefined();
});
