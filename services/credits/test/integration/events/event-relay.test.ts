import { randomUUID } from 'node:crypto';
import type { PartnerEvent } from '@app/events/partner/partner-events';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import fc from 'fast-check';
import { recordEvent, recordEvents } from '../../../src/events/store/event.store.js';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { type TestEventLog, testEventLog } from '../../support/event-log.js';
import { eventPage } from '../../support/events.js';

let credits: TestCredits;
let log: TestEventLog;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
  log = await testEventLog(credits);
});
afterAll(async () => {
  await log.stop();
  await credits.stop();
});

/** A transaction that has recorded an event and ends when the test says so. */
async function openTransaction(event: PartnerEvent) {
  const runner = log.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.manager.query("SELECT set_config('app.tenant_scope', 'every-organization', true)");
  await recordEvent(runner.manager, event);
  const end = async (how: 'commitTransaction' | 'rollbackTransaction') => {
    await runner[how]();
    await runner.release();
  };
  return { commit: () => end('commitTransaction'), rollback: () => end('rollbackTransaction') };
}

describe('the relay', () => {
  it('numbers the events of each organization from one, in the order in which they were recorded', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const subjects = ['a', 'b', 'c', 'd'];
    await log.record(...subjects.map((subject) => log.anEvent(one, 1, subject)), log.anEvent(other));
    await log.relay();
    expect((await log.bodies(one)).map(({ sequence, subject }) => [sequence, subject])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
    expect((await log.bodies(other)).map(({ sequence }) => sequence)).toEqual([1]);
  });

  it('gives an event that commits late a later number, and no number to one that is rolled back', async () => {
    const organizationId = randomUUID();
    const late = await openTransaction(log.anEvent(organizationId, 1, 'late'));
    const never = await openTransaction(log.anEvent(organizationId, 1, 'never'));
    await log.record(log.anEvent(organizationId, 1, 'early'));
    await log.relay();
    await never.rollback();
    await late.commit();
    await log.relay();
    expect((await log.bodies(organizationId)).map(({ sequence, subject }) => [sequence, subject])).toEqual([
      [1, 'early'],
      [2, 'late'],
    ]);
  });

  it('numbers without gaps and repetitions when writers and relays run at once: a reader that continues after the last number misses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            organization: fc.nat({ max: 2 }),
            events: fc.integer({ min: 1, max: 5 }),
            rollsBack: fc.boolean(),
          }),
          { minLength: 1, maxLength: 24 },
        ),
        fc.integer({ min: 1, max: 3 }),
        async (transactions, relays) => {
          const organizations = [randomUUID(), randomUUID(), randomUUID()];
          const expected = organizations.map(() => 0);
          const seen = organizations.map((): string[] => []);
          const write = async ({ organization, events, rollsBack }: (typeof transactions)[number]) => {
            const organizationId = organizations[organization] ?? '';
            const all = Array.from({ length: events }, () => log.anEvent(organizationId));
            await inTransaction(log.dataSource, 'every-organization', async (manager) => {
              await recordEvents(manager, all);
              if (rollsBack) throw new Error('rolls back');
            }).catch(() => undefined);
            if (!rollsBack) expected[organization] = (expected[organization] ?? 0) + events;
          };
          // One reader, page after page: it continues after the last number that it has seen.
          let reading = Promise.resolve();
          const readPages = async () => {
            for (const [index, id] of organizations.entries()) {
              const own = seen[index] ?? [];
              const page = await eventPage(credits, id, `first: 1000, filter: { afterSequence: ${own.length} }`);
              own.push(...page.nodes.map(({ sequence }) => String(sequence)));
            }
          };
          const read = () => {
            reading = reading.then(readPages);
            return reading;
          };
          await Promise.all([
            ...transactions.map(write),
            ...Array.from({ length: relays }, () => log.relay()),
            read(),
            log.relay().then(read),
          ]);
          await log.relay();
          await read();
          // A skipped or repeated number would show.
          for (const [index, own] of seen.entries())
            expect(own).toEqual(Array.from({ length: expected[index] ?? 0 }, (_, place) => String(place + 1)));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('numbers more events than one transaction takes', async () => {
    const organizationId = randomUUID();
    await log.record(...Array.from({ length: 1_234 }, () => log.anEvent(organizationId)));
    await log.relay();
    expect((await eventPage(credits, organizationId, 'first: 1')).totalCount).toBe(1_234);
    expect(
      (await log.bodies(organizationId, 'first: 10, filter: { afterSequence: 1224 }')).map((one) => one.sequence),
    ).toEqual([1225, 1226, 1227, 1228, 1229, 1230, 1231, 1232, 1233, 1234]);
  });

  it('numbers once when it is killed before its commit, and runs the work of its transaction with the events', async () => {
    const organizationId = randomUUID();
    await log.record(log.anEvent(organizationId), log.anEvent(organizationId));
    const killed = log.relay(async (manager) => {
      const [backend] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
      await credits.sql('SELECT pg_terminate_backend($1)', [backend?.pid]);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow();
    expect(await log.bodies(organizationId)).toEqual([]);
    const hooked: number[] = [];
    await log.relay(async (manager, events) => {
      // The numbers are part of this transaction.
      const [numbered] = await manager.query<{ count: number }[]>(
        'SELECT count(*)::integer AS count FROM event WHERE id = ANY ($1) AND sequence IS NOT NULL',
        [events.map(({ id }) => id)],
      );
      hooked.push(numbered?.count ?? 0, ...events.map(({ sequence }) => sequence));
    });
    expect(hooked).toEqual([2, 1, 2]);
    expect((await log.bodies(organizationId)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('finds at its start what nothing woke it for, is woken by each commit, and again after its connection was lost', async () => {
    const organizationId = randomUUID();
    await log.record(log.anEvent(organizationId));
    const worker = await credits.another({ workers: true });
    const untilNumbered = (events: number) =>
      credits.until(async () => (await log.bodies(organizationId)).length === events);
    try {
      await untilNumbered(1);
      await log.record(log.anEvent(organizationId));
      await untilNumbered(2);
      await credits.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'LISTEN%credits_events%'`,
      );
      await log.record(log.anEvent(organizationId));
      await untilNumbered(3);
      await log.record(log.anEvent(organizationId));
      await untilNumbered(4);
    } finally {
      await worker.stop();
    }
  });
});
