import { randomUUID } from 'node:crypto';
import { PERMISSIONS, ROLES } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { peopleOf } from '../../support/people.js';

const UPDATE = `mutation ($input: UpdateOrganizationInput!) { result: updateOrganization(input: $input) {
  __typename
  ... on UpdateOrganizationSuccess { organization { id name partnerId leaverPolicy } }
  ... on InvalidUserInputError { field message }
} }`;

type Updated = { __typename: string; field?: string; organization: { name: string; leaverPolicy: string } };

describe('updateOrganization', () => {
  let identity: TestIdentity;
  let contoso: Registered;
  beforeAll(async () => {
    identity = await testIdentity();
  });
  beforeEach(async () => {
    identity.clock.set('2026-03-05T09:30:00.000Z');
    contoso = await identity.register();
  });
  afterAll(() => identity.stop());

  const update = async (input: object, caller: Caller = contoso.admin) =>
    (await identity.as(caller)).execute<{ result: Updated }>(UPDATE, {
      input: { organizationId: contoso.organizationId, ...input },
    });
  const updated = async (input: object, caller?: Caller) => expectNoErrors(await update(input, caller)).result;
  const published = async () => {
    const jobs = await identity.sql<{ payload: { envelope: { data: { version: number } } } }>(
      `SELECT payload FROM identity_worker._private_jobs WHERE key = 'credits:identity.organization.changed.v1:' || $1`,
      [contoso.organizationId],
    );
    return jobs[0]?.payload.envelope.data;
  };
  const deactivated = async (at: string, leavingSince: string | null) => {
    const { id } = await peopleOf(identity, contoso).member();
    await identity.sql('UPDATE identity.user_account SET deactivated_at = $2, leaving_since = $3 WHERE id = $1', [
      id,
      at,
      leavingSince,
    ]);
    return id;
  };

  it('changes the given values, keeps the rest, and publishes the organization', async () => {
    expect((await updated({ name: '  Contoso Cloud ' })).organization).toMatchObject({
      name: 'Contoso Cloud',
      leaverPolicy: 'ON_DEACTIVATE',
    });
    expect((await updated({ leaverPolicy: 'ON_DELETE', name: null })).organization).toMatchObject({
      name: 'Contoso Cloud',
      leaverPolicy: 'ON_DELETE',
    });
    expect(await published()).toMatchObject({ version: 3, name: 'Contoso Cloud', leaverPolicy: 'ON_DELETE' });
  });

  it('changes nothing for equal values', async () => {
    await updated({ name: 'Contoso', leaverPolicy: 'ON_DEACTIVATE' });
    await updated({});
    expect(await published()).toMatchObject({ version: 1 });
  });

  it('loses no change of several concurrent ones', async () => {
    const names = ['One', 'Two', 'Three', 'Four'];
    await Promise.all([...names.map((name) => updated({ name })), updated({ leaverPolicy: 'ON_DELETE' })]);
    expect(await published()).toMatchObject({ version: 6, leaverPolicy: 'ON_DELETE' });
  });

  it('recomputes the users who are leaving, and keeps those who have left', async () => {
    const people = peopleOf(identity, contoso);
    const leaving = await deactivated('2026-02-20T00:00:00.000Z', '2026-02-20T00:00:00.000Z');
    const left = await deactivated('2026-01-20T00:00:00.000Z', '2026-01-20T00:00:00.000Z');
    const gone = await people.member();
    await people.changed('deleteUser', { userId: gone.id });
    const leaves = () =>
      Promise.all([leaving, left, gone.id].map(async (id) => (await people.seen(id)).leavesReportAt));
    const [inMarch, inFebruary, inApril] = ['2026-03-10', '2026-02-10', '2026-04-10'].map(
      (day) => `${day}T00:00:00.000Z`,
    );
    expect(await leaves()).toEqual([inMarch, inFebruary, inApril]);

    await updated({ leaverPolicy: 'ON_DELETE' });
    expect(await leaves()).toEqual([null, inFebruary, inApril]);
    expect(await people.published(leaving)).toMatchObject({ status: 'DEACTIVATED', leavesReportAt: null, version: 3 });

    await updated({ leaverPolicy: 'ON_DEACTIVATE' });
    expect(await leaves()).toEqual([inMarch, inFebruary, inApril]);

    await updated({ leaverPolicy: 'ON_DELETE' });
    identity.clock.set('2026-05-01T00:00:00.000Z');
    await updated({ leaverPolicy: 'ON_DEACTIVATE' });
    expect(await leaves()).toEqual(['2026-06-10T00:00:00.000Z', inFebruary, inApril]);
  });

  it('rejects an invalid name', async () => {
    for (const name of ['', '   ', 'a\nb', '‮evil', 'x'.repeat(201)]) {
      expect(await updated({ name })).toMatchObject({ __typename: 'InvalidUserInputError', field: 'name' });
    }
    expect(errorCode(await update({ leaverPolicy: 'NEVER' }))).toBe('BAD_USER_INPUT');
  });

  it('requires a GLOBAL_ADMIN of the organization, and answers identically for a foreign and a nonexistent one', async () => {
    const here = contoso.organizationId;
    const foreign = await identity.register({ name: 'Fabrikam' });
    const others: Caller[] = [
      foreign.admin,
      person(
        randomUUID(),
        here,
        ROLES.filter((role) => role !== 'GLOBAL_ADMIN'),
      ),
      machine(here, ...PERMISSIONS),
      operator(...PERMISSIONS),
      { kind: 'unknown-account' },
    ];
    for (const caller of others) expect(errorCode(await update({ name: 'Mine' }, caller))).toBe('FORBIDDEN');
    expect(errorCode(await update({ name: 'Mine' }, { kind: 'anonymous' }))).toBe('UNAUTHENTICATED');
    const answered = [];
    for (const organizationId of [foreign.organizationId, randomUUID(), 'no id']) {
      const { data, errors } = await update({ organizationId, name: 'Mine' });
      answered.push(JSON.stringify([data, errors?.map(({ message }) => message)]));
    }
    expect(new Set(answered).size).toBe(1);
    expect(await published()).toMatchObject({ name: 'Contoso', version: 1 });
  });
});
