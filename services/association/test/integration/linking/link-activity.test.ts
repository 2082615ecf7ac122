import { randomUUID } from 'node:crypto';
import { errorCode } from '@app/test-kit/graphql-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { ACTIVITY, activitySeenBy } from '../../support/activity.js';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { learnAt } from '../../support/misbehaving-provider.js';
import { BEGIN, PENDING, REMOVE } from '../../support/operations.js';
import { cookieOf, visitOnce } from '../../support/visit.js';

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());
afterEach(() => service.clock.moveTo(0));

const adminOf = ({ organizationId }: { organizationId: string }) => aPerson(organizationId, ['GLOBAL_ADMIN']);
const seenByAdmin = (person: { organizationId: string }, page = {}) =>
  activitySeenBy(service, adminOf(person), { type: 'Organization', id: person.organizationId }, page);
const seenBySelf = (person: ReturnType<typeof aPerson>) =>
  activitySeenBy(service, person, { type: 'User', id: person.userId });

describe('linkActivity', () => {
  test('lists starts, ends and rejected attempts newest first, with who asked, by which program and in which request', async () => {
    const person = { ...aPerson(), clientId: 'web' };
    await service.link(person, service.anAccount());
    await service.begin(person);
    await service.remove(person);
    const { nodes, totalCount } = await seenByAdmin(person);
    expect(totalCount).toBe(3);
    const by = {
      ...{ source: 'MICROSOFT_LEARN', user: { id: person.userId }, actor: `person:${person.userId}` },
      ...{ actorKind: 'PERSON', client: 'web', requestId: expect.stringMatching(/^[\w-]+$/), id: expect.any(String) },
    };
    expect(nodes).toMatchObject([
      { ...by, kind: 'ENDED_BY_USER', reason: null },
      { ...by, kind: 'REFUSED', reason: 'ANOTHER_PROFILE_LINKED' },
      { ...by, kind: 'STARTED', reason: null },
    ]);
  });

  test('of a person has their own entries alone, and that of an organization no others', async () => {
    const person = aPerson();
    const colleague = aPerson(person.organizationId);
    await service.link(person, service.anAccount());
    await service.link(colleague, service.anAccount());
    await service.link(aPerson(), service.anAccount());
    expect((await seenBySelf(person)).nodes).toMatchObject([{ kind: 'STARTED', user: { id: person.userId } }]);
    const users = (await seenByAdmin(person)).nodes.map(({ user }) => user?.id);
    expect(users).toEqual([colleague.userId, person.userId]);
  });

  test('shows only the person which limit rejected them, and names no other organization to either side', async () => {
    const [first, second, account] = [aPerson(), { ...aPerson(), clientId: 'of-the-second' }, service.anAccount()];
    await service.link(first, account);
    await service.confirm(second, await service.prove(second, account, { days: 10 }));
    service.clock.moveTo(0);
    expect((await seenBySelf(second)).nodes).toMatchObject([{ kind: 'REFUSED', reason: 'COOL_OFF' }]);
    expect((await seenByAdmin(second)).nodes).toMatchObject([{ kind: 'REFUSED', reason: 'ASSOCIATION_LIMIT' }]);
    await service.link(second, account, { days: 31 });
    service.clock.moveTo(0);
    const [left] = (await seenByAdmin(first)).nodes;
    expect(left).toMatchObject({ kind: 'ENDED_BY_MOVE', actor: `person:${first.userId}`, client: null });
    expect(JSON.stringify([await seenByAdmin(first), await seenBySelf(first)])).not.toMatch(
      new RegExp(`${second.userId}|${second.organizationId}|of-the-second`),
    );
    expect(JSON.stringify([await seenByAdmin(second), await seenBySelf(second)])).not.toMatch(
      new RegExp(`${first.userId}|${first.organizationId}`),
    );
  });

  test('names no person who presented the code of another', async () => {
    const [owner, other] = [aPerson(), { ...aPerson(), clientId: 'theirs' }];
    await service.confirm(other, await service.prove(owner, service.anAccount()));
    const [entry] = (await seenBySelf(owner)).nodes;
    expect(entry).toMatchObject({ reason: 'WRONG_PERSON', actor: 'another-person', actorKind: 'PERSON', client: null });
  });

  test('pages by cursor without a gap or a repetition, and limits from and to at the instant', async () => {
    const admin = aPerson(undefined, ['PARTNER_ADMIN']);
    const of = { type: 'Organization', id: admin.organizationId } as const;
    const at = (minute: number) => `2026-02-01T10:${String(minute).padStart(2, '0')}:00.000Z`;
    for (const minute of [0, 1, 1, 1, 2, 3])
      await service.sql(
        `INSERT INTO association.activity (organization_id, user_id, source, at, kind, actor, request_id)
         VALUES ($1, $2, 'PARTNER_UNIVERSITY', $3, 'STARTED', 'person:x', 'r')`,
        [admin.organizationId, randomUUID(), at(minute)],
      );
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo }: Awaited<ReturnType<typeof seenByAdmin>> = await activitySeenBy(service, admin, of, {
        first: 2,
        after,
      });
      seen.push(...nodes.map(({ id, at }) => `${at} ${id}`));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(6);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    const within = async (page: object) => {
      const { nodes, totalCount } = await activitySeenBy(service, admin, of, { ...page });
      return { minutes: nodes.map(({ at }) => Number(at.slice(14, 16))), totalCount };
    };
    expect(await within({ from: at(1), to: at(2) })).toEqual({ minutes: [1, 1, 1], totalCount: 3 });
    expect(await within({ from: at(2) })).toEqual({ minutes: [3, 2], totalCount: 2 });
    expect(await within({ to: at(1) })).toEqual({ minutes: [0], totalCount: 1 });
    expect(await within({ from: at(3), to: at(3) })).toEqual({ minutes: [], totalCount: 0 });
    const { edges } = await activitySeenBy(service, admin, of, { first: 1 });
    const other = adminOf(aPerson());
    for (const [caller, id, page] of [
      [admin, of.id, { first: 0 }],
      [admin, of.id, { first: 101 }],
      [admin, of.id, { first: 1, from: at(2), to: at(1) }],
      [other, other.organizationId, { first: 1, after: edges[0]?.cursor }],
    ] as const) {
      const variables = { of: [{ __typename: 'Organization', id }], ...page };
      expect(errorCode(await service.ask(caller, ACTIVITY('Organization'), variables))).toBe('BAD_USER_INPUT');
    }
  });

  test('reads a page from one index, however many entries there are', async () => {
    const [organizationId, userId] = [randomUUID(), randomUUID()];
    await service.sql(
      `INSERT INTO association.activity (organization_id, user_id, source, at, kind, actor, request_id)
       SELECT CASE n % 2 WHEN 0 THEN $1::uuid ELSE gen_random_uuid() END, CASE n % 7 WHEN 0 THEN $2::uuid ELSE gen_random_uuid() END,
         'MICROSOFT_LEARN', now() - make_interval(secs => n), 'STARTED', 'person:x', 'r' FROM generate_series(1, 20000) AS n`,
      [organizationId, userId],
    );
    await service.sql('ANALYZE association.activity');
    const app = new Client({ connectionString: service.database.appUrl });
    await app.connect();
    try {
      await app.query("SELECT set_config('app.organization_id', $1, false)", [organizationId]);
      await app.query("SET plan_cache_mode = 'force_generic_plan'");
      for (const [column, id, index] of [
        ['organization_id', organizationId, 'activity_newest_first'],
        ['user_id', userId, 'activity_of_user'],
      ] as const) {
        await app.query(
          `PREPARE by_${column} AS SELECT * FROM association.activity e WHERE e.${column} = $1 AND e.at >= $2
             AND (e.at, e.id) < ($3, $4::uuid) ORDER BY e.at DESC, e.id DESC LIMIT $5`,
        );
        const { rows } = await app.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE by_${column} ('${id}', '-infinity', 'infinity', '${id}', 101)`,
        );
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan).toContain(`Index Scan using ${index}`);
        expect(plan).not.toMatch(/Sort|Seq Scan/);
        expect(plan).toMatch(/Index Scan using \w+ on activity e \(actual rows=101/);
      }
    } finally {
      await app.end();
    }
  });
});

describe('an attempt', () => {
  test('that is rejected on the page is recorded once, also when it is confirmed afterwards', async () => {
    const [first, second, account] = [aPerson(), aPerson(), service.anAccount()];
    await service.link(first, account);
    const flow = await service.prove(second, account, { days: 5 });
    for (let look = 0; look < 2; look += 1) await service.ask(second, PENDING, flow);
    expect((await seenBySelf(second)).nodes).toMatchObject([{ kind: 'REFUSED', reason: 'COOL_OFF' }]);
    await service.confirm(second, flow);
    expect((await seenBySelf(second)).nodes).toHaveLength(1);
  });

  test.each([
    ['cancel', 'CANCELLED'],
    ['nothing@home.example', 'MCID_NOT_GENERATED'],
    ['malformed@home.example', 'PROFILE_INCOMPLETE'],
    ['stranger@home.example', 'NO_LEARNING_ACCOUNT'],
  ])('whose sign-in fails (%s) is recorded with its reason and the program that began it', async (account, reason) => {
    const person = { ...aPerson(), clientId: 'web' };
    await service.visit(await service.begin(person), account);
    expect((await seenByAdmin(person)).nodes).toMatchObject([
      { kind: 'FAILED', reason, client: 'web', actor: `person:${person.userId}` },
    ]);
  });

  test('at a learning source that does not answer is recorded once for the flow, which goes on', async () => {
    const away = await testAssociation({ learn: learnAt('http://127.0.0.1:9') });
    try {
      const person = aPerson();
      const { signInUrl } = await away.begin(person);
      const first = await visitOnce(String(signInUrl));
      const second = await visitOnce(String(signInUrl), { cookie: cookieOf(first) });
      expect([first.status, second.status]).toEqual([503, 503]);
      const { nodes } = await activitySeenBy(away, person, { type: 'User', id: person.userId });
      expect(nodes).toMatchObject([{ kind: 'FAILED', reason: 'PROVIDER_UNAVAILABLE' }]);
    } finally {
      await away.stop();
    }
  });

  test('that expires is recorded once at its expiry, by the job, and not when it was confirmed or began anew', async () => {
    const [person, other] = [{ ...aPerson(), clientId: 'web' }, aPerson()];
    const begun = await service.begin(person);
    await service.link(other, service.anAccount());
    await service.begin(other, 'PARTNER_UNIVERSITY');
    await service.begin(other, 'PARTNER_UNIVERSITY');
    service.clock.moveTo(11 / 1440);
    await Promise.all([service.catchUp(), service.catchUp()]);
    await service.catchUp();
    expect((await seenBySelf(person)).nodes).toMatchObject([
      { kind: 'FAILED', reason: 'EXPIRED', at: begun.expiresAt, client: 'web' },
    ]);
    expect((await seenBySelf(other)).nodes.map(({ kind, reason }) => reason ?? kind)).toEqual(['EXPIRED', 'STARTED']);
  });

  test('with a sign-in that is too old, or with a delegated token, is rejected and recorded once an hour', async () => {
    const person = aPerson();
    const late = { ...person, signedInAt: new Date(Date.now() - 13 * 3_600_000) };
    const delegated = { ...person, delegated: true, clientId: 'an-agent' };
    const input = { source: 'MICROSOFT_LEARN', returnTo: service.returnTo };
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(errorCode(await service.ask(late, BEGIN, { input }))).toBe('REAUTHENTICATION_REQUIRED');
      expect(errorCode(await service.ask(delegated, BEGIN, { input }))).toBe('FORBIDDEN');
    }
    expect(errorCode(await service.ask(delegated, REMOVE, { input: { source: input.source } }))).toBe('FORBIDDEN');
    expect((await seenBySelf(person)).nodes).toMatchObject([
      { kind: 'REFUSED', reason: 'DELEGATED_TOKEN', client: 'an-agent' },
      { kind: 'REFUSED', reason: 'SIGN_IN_TOO_OLD' },
    ]);
    // Neither counts toward the starts of an hour.
    expect(await service.begin(person)).toMatchObject({ __typename: 'BeginAssociationSuccess' });
  });
});
