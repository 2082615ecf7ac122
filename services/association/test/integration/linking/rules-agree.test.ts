import { randomUUID } from 'node:crypto';
import { testRolePasswords } from '@app/test-kit/database';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import type { Association } from '../../../src/linking/domain/association.js';
import { decideAssociation } from '../../../src/linking/domain/decide-association.js';
import type { AssociationPolicy } from '../../../src/linking/domain/policy.js';
import { prepareAssociation } from '../../../src/processes/prepare.js';
import { associationDatabase } from '../../support/database.js';

/** The rule explains, the database guarantees: for any history they reject the same starts. */
let hand: Client;
let adminUrl: string;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await associationDatabase();
  adminUrl = database.adminUrl;
  hand = new Client({ connectionString: adminUrl });
  await hand.connect();
  drop = async () => {
    await hand.end();
    await database.drop();
  };
});
afterAll(() => drop());

const POLICIES: readonly AssociationPolicy[] = [
  { yearMode: 'rolling', perYear: 3, coolOffDays: 30 },
  { yearMode: 'calendar', perYear: 3, coolOffDays: 30 },
  { yearMode: 'rolling', perYear: 2, coolOffDays: 0 },
  { yearMode: 'calendar', perYear: 1, coolOffDays: 45 },
];

const attempts = fc.array(
  fc.record({
    hours: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 400, max: 3_000 }), fc.constant(720)),
    account: fc.integer({ min: 0, max: 2 }),
    profile: fc.integer({ min: 0, max: 1 }),
    removeAfterwards: fc.boolean(),
  }),
  { maxLength: 14 },
);

async function insert(
  link: Pick<Association, 'profileId' | 'userId' | 'organizationId' | 'startedAt'>,
): Promise<boolean> {
  await hand.query('SAVEPOINT attempt');
  try {
    await hand.query(
      `INSERT INTO association.association (source, profile_id, user_id, organization_id, started_at)
       VALUES ('MICROSOFT_LEARN', $1, $2, $3, $4)`,
      [link.profileId, link.userId, link.organizationId, link.startedAt],
    );
    return true;
  } catch (error) {
    expect((error as { code: string }).code).toMatch(/^23(P01|505)$/);
    await hand.query('ROLLBACK TO SAVEPOINT attempt');
    return false;
  }
}

async function end(userIdOrProfileId: string, at: Date): Promise<void> {
  await hand.query(
    `UPDATE association.association SET ended_at = $2, end_reason = 'REMOVED_BY_USER'
      WHERE ended_at IS NULL AND (user_id::text = $1 OR profile_id = $1)`,
    [userIdOrProfileId, at],
  );
}

test.each(POLICIES)('rule and database reject the same starts under %j', async (policy) => {
  await prepareAssociation(adminUrl, testRolePasswords, policy);
  await fc.assert(
    fc.asyncProperty(
      attempts,
      fc.constantFrom('2024-02-29T06:00:00Z', '2027-11-20T23:59:59.999Z'),
      async (history, from) => {
        const people = [randomUUID(), randomUUID(), randomUUID()].map((userId) => ({
          userId,
          organizationId: randomUUID(),
        }));
        const ids = ['1001', '1002'];
        let now = new Date(from);
        let all: Association[] = [];
        await hand.query('BEGIN');
        for (const { hours, account, profile, removeAfterwards } of history) {
          now = new Date(now.getTime() + hours * 3_600_000);
          const person = people[account] ?? { userId: '', organizationId: '' };
          const profileId = ids[profile] ?? '';
          const link = { ...person, profileId, startedAt: now };
          const facts = {
            person,
            profileId,
            ofProfile: all.filter((one) => one.profileId === profileId),
            ofAccount: all.filter((one) => one.userId === person.userId),
          };
          const decision = decideAssociation(facts, policy, now);
          const starts = decision.kind === 'associate' || decision.kind === 'move';
          if (decision.kind === 'move') {
            await end(profileId, now);
            all = all.map((one) =>
              one.profileId === profileId && !one.endedAt
                ? { ...one, endedAt: now, endReason: 'REMOVED_BY_USER' }
                : one,
            );
          }
          expect([decision.kind, await insert(link)]).toEqual([decision.kind, starts]);
          if (starts)
            all.push({
              ...link,
              id: randomUUID(),
              version: 1,
              source: 'MICROSOFT_LEARN',
              endedAt: null,
              endReason: null,
              leftAt: null,
            });
          if (removeAfterwards) {
            await end(person.userId, now);
            all = all.map((one) =>
              one.userId === person.userId && !one.endedAt
                ? { ...one, endedAt: now, endReason: 'REMOVED_BY_USER' }
                : one,
            );
          }
        }
        await hand.query('ROLLBACK');
      },
    ),
    { numRuns: 60 },
  );
});
