import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { CONFIRM, REMOVE } from '../../support/operations.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

test('ends the link at once, also inside the cool-off, and refunds nothing', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  const linked = await service.link(person, account);
  const removed = await service.remove(person);
  expect(removed).toMatchObject({
    __typename: 'RemoveAssociationSuccess',
    association: {
      status: 'ENDED',
      endReason: 'REMOVED_BY_USER',
      endedAt: expect.any(String),
      profileId: account.profileId,
    },
  });
  expect(removed.allowance).toEqual(linked.allowance);
  const kinds = await service.sql('SELECT kind FROM association.activity WHERE user_id = $1 ORDER BY id', [
    person.userId,
  ]);
  expect(kinds).toEqual([{ kind: 'STARTED' }, { kind: 'ENDED_BY_USER' }]);
});

test('repeated, even twenty times at once, changes nothing', async () => {
  const person = aPerson();
  await service.link(person, service.anAccount());
  const results = await Promise.all(Array.from({ length: 20 }, () => service.remove(person)));
  expect(results.filter((result) => result.__typename === 'RemoveAssociationSuccess')).toHaveLength(1);
  expect(results.filter((result) => result.__typename === 'NotAssociatedError')).toHaveLength(19);
});

test('counts the starts of the profile under other accounts as well', async () => {
  const [first, second, account] = [aPerson(), aPerson(), service.anAccount()];
  await service.link(first, account);
  await service.link(second, account, { days: 31 });
  const removed = await service.remove(second);
  service.clock.moveTo(0);
  expect(removed).toMatchObject({ allowance: { used: 2, remaining: 1 } });
});

test('leaves the other source unchanged', async () => {
  const person = aPerson();
  await service.link(person, service.anAccount());
  expect(await service.remove(person, 'PARTNER_UNIVERSITY')).toMatchObject({ __typename: 'NotAssociatedError' });
  expect(await service.begin(person)).toMatchObject({ __typename: 'AnotherProfileLinkedError' });
});

test('is for the person only, as confirming is, whatever role or permission others have', async () => {
  const organizationId = randomUUID();
  const owner = aPerson(organizationId);
  await service.link(owner, service.anAccount());
  const others: Caller[] = [
    { kind: 'machine', clientId: 'm', organizationId, permissions: ['users:write'] },
    { kind: 'operator', clientId: 'o', permissions: ['achievements:write'] },
    { ...owner, delegated: true },
  ];
  for (const caller of others) {
    expect(errorCode(await service.ask(caller, REMOVE, { input: { source: 'MICROSOFT_LEARN' } }))).toBe('FORBIDDEN');
    expect(
      errorCode(await service.ask(caller, CONFIRM, { input: { flowId: randomUUID(), completionCode: 'x' } })),
    ).toBe('FORBIDDEN');
  }
  const admin = aPerson(organizationId, ['GLOBAL_ADMIN']);
  expect(await service.remove(admin)).toMatchObject({ __typename: 'NotAssociatedError' });
  expect(await service.begin(owner)).toMatchObject({ __typename: 'AnotherProfileLinkedError' });
});

test('requires no recent sign-in: access can always be removed', async () => {
  const person = aPerson();
  await service.link(person, service.anAccount());
  const longAgo = { ...person, signedInAt: new Date(Date.now() - 30 * 86_400_000) };
  expect(await service.remove(longAgo)).toMatchObject({ __typename: 'RemoveAssociationSuccess' });
});
