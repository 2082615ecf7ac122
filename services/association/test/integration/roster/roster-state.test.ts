import type { UserChanged } from '@app/events/user-changed';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aPerson, type TestAssociation, testAssociation } from '../../support/association.js';
import { linkState } from '../../support/link-state.js';
import { askRoster } from '../../support/roster.js';
import { deliver, stateOf, userState } from '../../support/user-events.js';

const DAY = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

let service: TestAssociation;
beforeAll(async () => {
  service = await testAssociation();
});
afterAll(() => service.stop());

test('the stored state follows member and links, whatever happens in any order', async () => {
  const steps = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      what: fc.constantFrom('link', 'link university', 'unlink', 'event', 'old event'),
      status: fc.constantFrom('INVITED' as const, 'ACTIVE' as const, 'DEACTIVATED' as const, 'DELETED' as const),
      leavesInDays: fc.constantFrom(null, -3, 3),
    }),
    { minLength: 5, maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const people = [aPerson(), aPerson(), aPerson()] as const;
      let version = 10;
      for (const { who, what, status, leavesInDays } of history) {
        const person = people[who] ?? people[0];
        const source = what === 'link university' ? 'PARTNER_UNIVERSITY' : 'MICROSOFT_LEARN';
        if (what.startsWith('link')) {
          await service.sql(
            `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at)
             SELECT $1, $2, $3, $4, now() - interval '300 days' WHERE NOT EXISTS (
               SELECT FROM association.association WHERE user_id = $3 AND source = $1)`,
            [source, String(9_000_000 + Math.floor(Math.random() * 9e8)), person.userId, person.organizationId],
          );
        } else if (what === 'unlink') await service.remove(person);
        else {
          version += 1;
          const leavesReportAt = leavesInDays === null ? null : inDays(leavesInDays);
          await deliver(
            service,
            userState({
              ...{ id: person.userId, organizationId: person.organizationId, status, leavesReportAt },
              version: what === 'event' ? version : 1,
            }),
          );
        }
      }
      const rows = await service.sql<{
        status: UserChanged['status'];
        leaves: Date | null;
        state: string | null;
        kept: string[];
        kept_since: Date | null;
        linked: string[] | null;
        since: Date | null;
      }>(
        `SELECT m.status, m.leaves_report_at AS leaves, m.state, m.linked_sources AS kept, m.linked_since AS kept_since,
           array_agg(a.source ORDER BY a.source) FILTER (WHERE a.id IS NOT NULL) AS linked, min(a.started_at) AS since
         FROM association.member m LEFT JOIN association.association a ON a.user_id = m.user_id AND a.ended_at IS NULL
         WHERE m.user_id = ANY ($1) GROUP BY m.user_id`,
        [people.map(({ userId }) => userId)],
      );
      for (const { status, leaves, state, kept, kept_since, linked, since } of rows) {
        expect([kept, kept_since]).toEqual([linked ?? [], since]);
        const facts = { status, leavesReportAt: leaves, linked: linked !== null };
        expect(state ?? undefined).toBe(linkState(facts, service.clock.now()));
      }
    }),
    { numRuns: 15 },
  );
});

test('two links of one user that start at the same moment are both on the roster', async () => {
  const admin = aPerson(undefined, ['GLOBAL_ADMIN']);
  const person = aPerson(admin.organizationId);
  const [learn, university] = [service.anAccount(), service.anAccount('university')];
  const flows = [
    await service.prove(person, learn),
    await service.prove(person, university, { source: 'PARTNER_UNIVERSITY' }),
  ];
  await Promise.all([...flows.map((flow) => service.confirm(person, flow)), deliver(service, stateOf(person))]);
  const { roster } = await askRoster(service, admin, admin.organizationId);
  expect(roster?.nodes).toMatchObject([{ state: 'LINKED', linkedSources: ['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] }]);
});
