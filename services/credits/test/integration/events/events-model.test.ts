import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { userChanged } from '@app/events/user-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import fc from 'fast-check';
import { aProfile, FEED, type TestCredits, testCredits } from '../../support/credits.js';
import { aMinutePasses, type Body, eventsOf } from '../../support/events.js';

/*
 * A program that knows the organization by its events alone, against the API: after any history both show the same
 * credits, links and leavers.
 */
let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits();
});
afterAll(() => credits.stop());

const FIRST = Date.parse('2026-05-01T12:00:00.000Z');
const CODES = ['PBI-DA', 'IAM', 'AZ-ADMIN', 'M365-ADMIN-EXP'];

type Step =
  | { kind: 'achieve'; profile: number; code: number; daysAgo: number }
  | { kind: 'revoke'; item: number }
  | { kind: 'unlink' | 'relink' | 'move'; profile: number }
  | { kind: 'leave' | 'return' }
  | { kind: 'wait'; days: number };

const profile = fc.nat({ max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('achieve' as const),
      profile,
      code: fc.nat({ max: CODES.length - 1 }),
      daysAgo: fc.integer({ min: 0, max: 900 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('revoke' as const), item: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('unlink' as const, 'relink' as const, 'move' as const), profile }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'return' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 250 }) }) },
);

/** Two users of one organization and one of another, who share two profiles. */
async function live(steps: readonly Step[]) {
  credits.clock.set(new Date(FIRST).toISOString());
  const organizations = [await credits.anOrganization(), await credits.anOrganization()];
  const users = await Promise.all([0, 0, 1].map((index) => credits.aUser(organizations[index] ?? '')));
  const profiles = [aProfile(), aProfile()];
  const links = new Map<number, { body: Awaited<ReturnType<TestCredits['aLink']>>; user: number }>();
  const items: string[] = [];
  let userVersion = 1;
  const now = () => credits.clock.now().toISOString();
  const link = async (index: number, user: number) => {
    const owner = users[user];
    const [profileId] = profiles.slice(index);
    if (!owner || !profileId) return;
    const body = await credits.aLink(owner, { profileId, startedAt: now(), source: 'MICROSOFT_LEARN' });
    links.set(index, { body, user });
  };
  const end = async (index: number, endReason: 'REMOVED_BY_USER' | 'MOVED_TO_ANOTHER_ORGANIZATION') => {
    const open = links.get(index);
    if (!open) return undefined;
    links.delete(index);
    await credits.tell(associationChanged.type, { ...open.body, version: 2, endedAt: now(), endReason });
    return open.user;
  };
  await link(0, 0);
  for (const one of steps) {
    switch (one.kind) {
      case 'achieve': {
        const externalId = randomUUID();
        items.push(externalId);
        const achievedAt = new Date(credits.clock.now().getTime() - one.daysAgo * 86_400_000).toISOString();
        await credits.record([
          { externalId, profileId: profiles[one.profile] ?? '', credentialCode: CODES[one.code] ?? '', achievedAt },
        ]);
        break;
      }
      case 'revoke': {
        if (items.length === 0) break;
        const mutation =
          'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
        const input = { source: 'MICROSOFT_LEARN', externalId: items[one.item % items.length], reason: 'a mistake' };
        expectNoErrors(await (await credits.as(FEED)).execute(mutation, { input }));
        break;
      }
      case 'unlink':
        await end(one.profile, 'REMOVED_BY_USER');
        break;
      case 'relink':
        if (!links.has(one.profile)) await link(one.profile, one.profile);
        break;
      case 'move': {
        const from = await end(one.profile, 'MOVED_TO_ANOTHER_ORGANIZATION');
        if (from !== undefined) await link(one.profile, from === 2 ? 1 : 2);
        break;
      }
      case 'leave':
      case 'return': {
        userVersion += 1;
        const leavesReportAt = new Date(credits.clock.now().getTime() + 20 * 86_400_000).toISOString();
        const left = { status: 'DEACTIVATED', deactivatedAt: now(), leavingSince: now(), leavesReportAt };
        await credits.tell(userChanged.type, {
          ...users[0],
          version: userVersion,
          ...(one.kind === 'leave' ? left : {}),
        });
        break;
      }
      case 'wait':
        credits.clock.advance({ days: one.days });
        await credits.allCounted();
        await aMinutePasses(credits, 'publish-due-credits', 'publish-due-leavers');
        break;
    }
  }
  await credits.allCounted();
  await aMinutePasses(credits, 'publish-due-credits', 'publish-due-leavers');
  return organizations;
}

/** The credits that count by the events alone. */
function fold(bodies: readonly Body[]): string[] {
  const counting = new Map<string, string>();
  for (const { type, data } of bodies) {
    const told = (data.credits ?? []) as { creditId: string; credentialCode: string }[];
    for (const { creditId, credentialCode } of told) {
      // Nothing counts twice, and nothing drops that did not count.
      expect(counting.has(creditId)).toBe(type === 'credit.dropped');
      if (type === 'credit.counted') counting.set(creditId, `${credentialCode} of ${data.personRef as string}`);
      else counting.delete(creditId);
    }
  }
  return [...counting].map(([id, what]) => `${id} ${what}`).sort();
}

async function counting(organizationId: string): Promise<string[]> {
  const fields = `credits(first: 100, filter: { state: [COUNTED, DROP_SCHEDULED] }) {
    nodes { id personRef achievement { credential { code } } } }`;
  const { _entities } = expectNoErrors(await credits.entity('Organization', organizationId, fields));
  type Shown = { id: string; personRef: string; achievement: { credential: { code: string } } };
  const { nodes } = (_entities as never as [{ credits: { nodes: Shown[] } }])[0].credits;
  return nodes.map((one) => `${one.id} ${one.achievement.credential.code} of ${one.personRef}`).sort();
}

it('a program that follows the events knows the credits that count, after any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      for (const organizationId of await live(steps)) {
        const bodies = await eventsOf(credits, organizationId, 'credit.counted', 'credit.dropped');
        expect(fold(bodies)).toEqual(await counting(organizationId));
      }
    }),
    { numRuns: 4 },
  );
});
