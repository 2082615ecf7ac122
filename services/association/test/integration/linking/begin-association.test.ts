import { randomUUID } from 'node:crypto';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { BEGIN } from '../../support/operations.js';

let service: TestAssociation;
let braked: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
  braked = await testAssociation({ startsPerHour: 3 });
});
afterAll(async () => {
  await service.stop();
  await braked.stop();
});

const input = () => ({ input: { source: 'MICROSOFT_LEARN', returnTo: service.returnTo } });

test('returns an address at the gateway that is valid for ten minutes', async () => {
  const before = service.clock.now().getTime();
  const begun = await service.begin(aPerson());
  expect(begun.signInUrl).toBe(`${service.edgeUrl}/associate/start?flow=${String(begun.flowId)}`);
  const lives = Date.parse(String(begun.expiresAt)) - before;
  expect(lives).toBeGreaterThanOrEqual(600_000);
  expect(lives).toBeLessThan(610_000);
});

test.each([
  ['an anonymous caller', { kind: 'anonymous' }, 'UNAUTHENTICATED'],
  ['a stranger', { kind: 'unknown-account' }, 'FORBIDDEN'],
  [
    'a machine with every permission',
    { kind: 'machine', clientId: 'm', organizationId: randomUUID(), permissions: ['users:write', 'reports:read.pii'] },
    'FORBIDDEN',
  ],
  [
    'an operator',
    { kind: 'operator', clientId: 'o', permissions: ['achievements:write', 'organizations:write'] },
    'FORBIDDEN',
  ],
  ['a client with a delegated token of the person', { ...aPerson(), delegated: true }, 'FORBIDDEN'],
  ['the gateway itself', { kind: 'gateway' }, 'UNAUTHENTICATED'],
] as [string, Caller, string][])('%s may not begin', async (_who, caller, code) => {
  expect(errorCode(await service.ask(caller, BEGIN, input()))).toBe(code);
});

test('requires a sign-in of the last twelve hours, to the millisecond', async () => {
  const person = aPerson();
  const hours = (count: number) => new Date(service.clock.now().getTime() - count * 3_600_000);
  expect(errorCode(await service.ask({ ...person, signedInAt: hours(12.01) }, BEGIN, input()))).toBe(
    'REAUTHENTICATION_REQUIRED',
  );
  expect((await service.ask({ ...person, signedInAt: hours(11.99) }, BEGIN, input())).errors).toBeUndefined();
  const unknown = await service.keys.bearerFor(person, 'association', service.clock);
  expect(errorCode(await (await service.as(person)).as(unknown).execute(BEGIN, input()))).toBe(
    'REAUTHENTICATION_REQUIRED',
  );
});

test('an unknown time of sign-in and an old one have different messages, each with its remedy', async () => {
  const person = aPerson();
  const old = { ...person, signedInAt: new Date(service.clock.now().getTime() - 13 * 3_600_000) };
  const unknown = await service.keys.bearerFor({ ...person, signedInAt: null }, 'association', service.clock);
  const rejections = [
    await service.ask(old, BEGIN, input()),
    await (await service.as(person)).as(unknown).execute(BEGIN, input()),
  ];
  expect(rejections.map(errorCode)).toEqual(['REAUTHENTICATION_REQUIRED', 'REAUTHENTICATION_REQUIRED']);
  const [tooOld, withoutTime] = rejections.map(({ errors }) => errors?.[0]?.message);
  expect(tooOld).toMatch(/Sign in again/);
  expect(tooOld).not.toMatch(/auth_time/);
  expect(withoutTime).toMatch(/auth_time.*ask the operator/);
});

test.each([
  '//evil.example/x',
  'https://evil.example/',
  '/\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'about:blank',
  '',
  ' ',
  '/done',
  'SELF@evil.example/',
  'SELF.evil.example/',
  'SELF:1@evil.example',
  'SELF\\@evil.example',
  'SELF\u0009/done',
  'SELF/done\n',
  'user:password@SELF',
  'http://localhost:1/done',
  'ht\ttp://localhost/done',
  `SELF/${'x'.repeat(2_100)}`,
])('returns to registered front ends only: %j is rejected, and nothing is stored', async (address) => {
  const person = aPerson();
  const result = await service.begin(person, 'MICROSOFT_LEARN', address.replace('SELF', service.edgeUrl));
  expect(result).toMatchObject({ __typename: 'ReturnAddressError', message: expect.any(String) });
  expect(await service.sql('SELECT FROM association.flow WHERE user_id = $1', [person.userId])).toEqual([]);
  expect(await service.rejections(person.userId)).toEqual([]);
});

test('an active link is rejected first, whatever the profile', async () => {
  const person = aPerson();
  await service.link(person, service.anAccount());
  const rejected = await service.begin(person);
  expect(rejected).toMatchObject({
    __typename: 'AnotherProfileLinkedError',
    association: { status: 'ACTIVE', user: { id: person.userId } },
  });
  expect(await service.rejections(person.userId)).toMatchObject([
    { reason: 'ANOTHER_PROFILE_LINKED', request_id: expect.any(String) },
  ]);
});

test('the cool-off of the work account rejects at once, with its entry of activity', async () => {
  const person = aPerson();
  await service.link(person, service.anAccount());
  await service.remove(person);
  const rejected = await service.begin(person);
  expect(rejected).toMatchObject({
    __typename: 'AssociationCoolOffError',
    message: expect.stringContaining('30 days between associations'),
  });
  expect(await service.rejections(person.userId)).toMatchObject([{ reason: 'COOL_OFF' }]);
  expect(await service.begin(person, 'PARTNER_UNIVERSITY')).toMatchObject({ __typename: 'BeginAssociationSuccess' });
});

test('rejected starts are limited by user and hour, and leave one row more than that', async () => {
  const [person, other] = [aPerson(), aPerson()];
  await braked.link(person, braked.anAccount());
  braked.clock.moveTo(1);
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect(await braked.begin(person)).toMatchObject({ __typename: 'AnotherProfileLinkedError' });
  const input = (source: string) => ({ input: { source, returnTo: braked.returnTo } });
  for (const source of ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']) {
    const answer = await braked.ask(person, BEGIN, input(source));
    expect(errorCode(answer)).toBe('RATE_LIMITED');
    expect(answer.errors?.[0]?.extensions?.retryAfterSeconds).toBeGreaterThan(3_500);
  }
  const reasons = (await braked.rejections(person.userId)).map(({ reason }) => reason);
  expect(reasons).toEqual([...Array.from({ length: 3 }, () => 'ANOTHER_PROFILE_LINKED'), 'TOO_MANY_STARTS']);
  expect(await braked.begin(other)).toMatchObject({ __typename: 'BeginAssociationSuccess' });
  braked.clock.moveTo(1 + 1.001 / 24);
  expect(await braked.begin(person)).toMatchObject({ __typename: 'AnotherProfileLinkedError' });
  braked.clock.moveTo(0);
});

test('a newer flow ends the older one: of two tabs only the last can continue', async () => {
  const [person, account] = [aPerson(), service.anAccount()];
  const [first, second] = [await service.begin(person), await service.begin(person)];
  expect((await service.visit(first, account.login)).status).toBe(400);
  expect((await service.visit(second, account.login)).url).toContain('completion_code=');
});

test('one user may begin a limited number of flows in an hour, and learns when to try again', async () => {
  const person = aPerson();
  for (const source of ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY', 'MICROSOFT_LEARN'] as const)
    expect(await braked.begin(person, source)).toMatchObject({ __typename: 'BeginAssociationSuccess' });
  const answer = await braked.ask(person, BEGIN, { input: { source: 'MICROSOFT_LEARN', returnTo: braked.returnTo } });
  expect(errorCode(answer)).toBe('RATE_LIMITED');
  const seconds = Number(answer.errors?.[0]?.extensions?.retryAfterSeconds);
  expect(seconds).toBeGreaterThan(3_500);
  expect(seconds).toBeLessThanOrEqual(3_600);
  braked.clock.moveTo(seconds / 86_400);
  expect(await braked.begin(person)).toMatchObject({ __typename: 'BeginAssociationSuccess' });
  braked.clock.moveTo(0);
});
