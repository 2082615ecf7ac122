import { randomUUID } from 'node:crypto';
import type { PartnerEvent } from '@app/events/partner/partner-events';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { deleteExpiredEvents } from '../../../src/events/application/delete-expired-events.js';
import { machine, person, type TestCredits, testCredits } from '../../support/credits.js';
import { type TestEventLog, testEventLog } from '../../support/event-log.js';
import { type Body, eventPage } from '../../support/events.js';

/*
 * The log itself: what is recorded, pages, access and retention. Its numbers are in event-relay.test.ts, the events of the
 * business in recorded-*.test.ts.
 */
const START = '2026-08-01T12:00:00.000Z';

let credits: TestCredits;
let log: TestEventLog;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  log = await testEventLog(credits);
});
beforeEach(() => credits.clock.set(START));
afterAll(async () => {
  await log.stop();
  await credits.stop();
});

describe('recordEvent', () => {
  it('records the same version of a subject once, also when two transactions record it at once', async () => {
    const organizationId = randomUUID();
    const event = log.anEvent(organizationId, 7, 'once');
    await Promise.all([log.record(event), log.record(event), log.record({ ...event, occurredAt: new Date(0) })]);
    await log.record(event);
    await log.relay();
    expect(await log.bodies(organizationId)).toMatchObject([{ sequence: 1, subject: 'once', subjectVersion: 7 }]);
  });

  it('drops fields that the type does not have: no name leaves by mistake', async () => {
    const organizationId = randomUUID();
    const event = log.anEvent(organizationId, 1, 'extra');
    const data = { ...event.data, displayName: 'Ada Lovelace', profileId: '100001' };
    await log.record({ ...event, data } as PartnerEvent);
    await log.relay();
    const [body] = await log.bodies(organizationId);
    expect(Object.keys(body?.data ?? {})).toEqual(['webhookId']);
  });

  it('rejects data that breaks the contract of its type, with the transaction', async () => {
    const organizationId = randomUUID();
    const event = { ...log.anEvent(organizationId), data: { webhookId: 'not an id' } } as PartnerEvent;
    await expect(log.record(log.anEvent(organizationId), event)).rejects.toThrow();
    await log.relay();
    expect(await log.bodies(organizationId)).toEqual([]);
  });
});

describe('Organization.events', () => {
  it('shows the body byte for byte as it is stored, with the fields in the order of the contract', async () => {
    const organizationId = randomUUID();
    await log.record(log.anEvent(organizationId, 3, 'quote " and \\ and ü'));
    await log.relay();
    const { nodes } = await eventPage(credits, organizationId);
    const [{ body } = { body: '' }] = await credits.sql<{ body: string }>(
      'SELECT body FROM credits.event WHERE organization_id = $1',
      [organizationId],
    );
    expect(nodes[0]?.body).toBe(body);
    const parsed = JSON.parse(body) as Body;
    expect(Object.keys(parsed)).toEqual([
      ...['id', 'type', 'timestamp', 'organizationId', 'sequence', 'subject', 'subjectVersion', 'data'],
    ]);
    expect(parsed).toMatchObject({ timestamp: START, organizationId, subject: 'quote " and \\ and ü' });
    expect(nodes[0]).toMatchObject({ id: parsed.id, type: 'WEBHOOK_TEST', occurredAt: START, subjectVersion: 3 });
    expect(parsed.id).toMatch(/^evt_[0-9a-f]{32}$/);
  });

  it('pages oldest first, by cursor and by number, and a page shows what is new since the last one', async () => {
    const organizationId = randomUUID();
    await log.record(...[1, 2, 3].map((version) => log.anEvent(organizationId, version, 'paged')));
    await log.relay();
    const first = await eventPage(credits, organizationId, 'first: 2');
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const after = `first: 2, after: "${first.pageInfo.endCursor}"`;
    expect((await log.bodies(organizationId, after)).map(({ sequence }) => sequence)).toEqual([3]);
    await log.record(log.anEvent(organizationId, 4, 'paged'));
    await log.relay();
    expect((await log.bodies(organizationId, after)).map(({ sequence }) => sequence)).toEqual([3, 4]);
    expect(
      (await log.bodies(organizationId, 'first: 9, filter: { afterSequence: 2 }')).map((one) => one.sequence),
    ).toEqual([3, 4]);
    expect(await log.bodies(organizationId, 'first: 9, filter: { afterSequence: 4 }')).toEqual([]);
  });

  it('filters by type, subject and time', async () => {
    const organizationId = randomUUID();
    const left = { userId: randomUUID(), personRef: null, leftAt: START };
    await log.record(log.anEvent(organizationId, 1, 'one'), {
      ...{ type: 'user.left', organizationId, subject: left.userId, subjectVersion: 1, data: left },
      occurredAt: new Date('2026-08-01T13:00:00.000Z'),
    });
    await log.relay();
    const found = async (filter: string) =>
      (await log.bodies(organizationId, `first: 9, filter: { ${filter} }`)).map(({ type }) => type);
    expect(await found('types: [USER_LEFT]')).toEqual(['user.left']);
    expect(await found('types: [USER_LEFT, WEBHOOK_TEST]')).toHaveLength(2);
    expect(await found('types: []')).toHaveLength(2);
    expect(await found('subject: "one"')).toEqual(['webhook.test']);
    expect(await found('since: "2026-08-01T13:00:00.000Z"')).toEqual(['user.left']);
    expect(await found('until: "2026-08-01T13:00:00.000Z"')).toEqual(['webhook.test']);
    expect((await eventPage(credits, organizationId, 'first: 1, filter: { types: [USER_LEFT] }')).totalCount).toBe(1);
  });

  it.each([
    ['a page of no events', 'first: 0'],
    ['a cursor of another list', 'first: 1, after: "AAAA"'],
    [
      'a time that ends before it begins',
      'first: 1, filter: { since: "2026-08-02T00:00:00Z", until: "2026-08-01T00:00:00Z" }',
    ],
  ])('rejects %s', async (_what, page) => {
    const organizationId = randomUUID();
    const fields = `events(${page}) { totalCount }`;
    const caller = machine(organizationId, 'webhooks:write');
    expect(errorCode(await credits.entity('Organization', organizationId, fields, caller))).toBe('BAD_USER_INPUT');
  });

  it('shows an organization its own events alone, and nothing to callers without the right', async () => {
    const [own, other] = [randomUUID(), randomUUID()];
    await log.record(log.anEvent(own), log.anEvent(other));
    await log.relay();
    expect(await log.bodies(own)).toHaveLength(1);
    const fields = 'events(first: 5) { nodes { id } }';
    const foreign = await credits.entity('Organization', other, fields, machine(own, 'webhooks:write'));
    expect(foreign.data?._entities).toEqual([null]);
    const colleague = await credits.entity('Organization', own, fields, person(randomUUID(), own, ['PARTNER_ADMIN']));
    expect(errorCode(colleague)).toBe('FORBIDDEN');
    const { nodes } = await eventPage(credits, own, 'first: 5', person(randomUUID(), own, ['GLOBAL_ADMIN']));
    expect(nodes).toHaveLength(1);
    // The wall behind the access rules.
    await inTransaction(log.dataSource, { organizationId: own }, async (manager) => {
      expect(await manager.query('SELECT id FROM event WHERE organization_id = $1', [other])).toEqual([]);
    });
  });
});

describe('eventTypes', () => {
  it('describes every type with a schema that accepts its example', async () => {
    const client = await credits.as(machine(randomUUID()));
    const { eventTypes } = expectNoErrors(
      await client.execute<{ eventTypes: Record<'type' | 'name' | 'description' | 'schema' | 'example', string>[] }>(
        '{ eventTypes { type name description schema example } }',
      ),
    );
    expect(eventTypes).toHaveLength(13);
    for (const { type, name, schema, example } of eventTypes) {
      expect(type).toBe(name.replace('.', '_').toUpperCase());
      expect(JSON.parse(schema)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
      expect(JSON.parse(example)).toMatchObject({ type: name });
    }
  });
});

describe('a numbered event', () => {
  it('is kept for 30 days, and its number is never given again', async () => {
    const organizationId = randomUUID();
    await log.record(log.anEvent(organizationId, 1, 'old'));
    await log.relay();
    credits.clock.advance({ days: 1 });
    await log.record(log.anEvent(organizationId, 2, 'old'));
    await log.relay();
    credits.clock.advance({ days: 29 });
    await deleteExpiredEvents({ dataSource: log.dataSource, clock: credits.clock });
    expect((await log.bodies(organizationId)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    credits.clock.advance({ milliseconds: 1 });
    await deleteExpiredEvents({ dataSource: log.dataSource, clock: credits.clock });
    expect((await log.bodies(organizationId)).map(({ sequence }) => sequence)).toEqual([2]);
    credits.clock.advance({ days: 2 });
    await deleteExpiredEvents({ dataSource: log.dataSource, clock: credits.clock });
    await log.record(log.anEvent(organizationId, 3, 'old'));
    await log.relay();
    expect((await log.bodies(organizationId)).map(({ sequence }) => sequence)).toEqual([3]);
  });

  it.each([
    ['its body', "UPDATE event SET body = 'other' WHERE organization_id = $1"],
    ['its number', 'UPDATE event SET sequence = 99 WHERE organization_id = $1'],
    ['its data', "UPDATE event SET data = '{}' WHERE organization_id = $1"],
    ['its type', "UPDATE event SET type = 'other' WHERE organization_id = $1"],
  ])('does not let the service change %s', async (_what, statement) => {
    const organizationId = randomUUID();
    await log.record(log.anEvent(organizationId));
    await log.relay();
    const before = await log.bodies(organizationId);
    await inTransaction(log.dataSource, 'every-organization', (manager) =>
      manager.query(statement, [organizationId]),
    ).catch(() => undefined);
    expect(await log.bodies(organizationId)).toEqual(before);
  });
});
