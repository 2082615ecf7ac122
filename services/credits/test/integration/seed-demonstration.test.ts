import { readFileSync } from 'node:fs';
import { systemClock } from '@app/subgraph-kit/clock';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { creditsDataSource } from '../../src/persistence/data-source.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { type DemonstrationAchievement, seedDemonstration } from '../../src/seed-demonstration.js';
import { type TestCredits, testCredits } from '../support/credits.js';

type World = {
  demonstrationAccount: { organizationId: string; designation: string; profileId: string; personId: string };
  organizations: { id: string; name: string }[];
  people: { id: string; organizationId: string; displayName: string; email: string }[];
  associations: {
    id: string;
    source: 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY';
    profileId: string;
    personId: string;
    organizationId: string;
    startedDaysAgo: number;
    endedDaysAgo: number | null;
    endReason: 'REMOVED_BY_USER' | 'MOVED_TO_ANOTHER_ORGANIZATION' | 'ACCOUNT_DELETED' | null;
  }[];
  achievements: DemonstrationAchievement[];
};
const file = new URL('../../../../development/demonstration/demonstration.json', import.meta.url);
const world = JSON.parse(readFileSync(file, 'utf8')) as World;

let credits: TestCredits;
let seed: (achievements?: readonly DemonstrationAchievement[]) => Promise<number>;
let close: () => Promise<void>;
beforeAll(async () => {
  const now = systemClock.now();
  credits = await testCredits({ now: now.toISOString() });
  const dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  close = () => dataSource.destroy();
  const dependencies = { dataSource, clock: systemClock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10 };
  seed = (achievements = world.achievements) => seedDemonstration(dependencies, achievements);
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  for (const { id, organizationId, displayName, email } of world.people) {
    await credits.aUser(organizationId, { id, displayName, email });
  }
  for (const link of world.associations) {
    const { id, source, profileId, endReason } = link;
    await credits.aLink(
      { id: link.personId, organizationId: link.organizationId },
      {
        id,
        source,
        profileId,
        startedAt: ago(link.startedDaysAgo),
        endedAt: link.endedDaysAgo === null ? null : ago(link.endedDaysAgo),
        endReason,
      },
    );
  }
});
afterAll(async () => {
  await close();
  await credits.stop();
});

async function skilling(organizationId: string): Promise<[points: number, max: number]> {
  const fields = `designation(code: "${world.demonstrationAccount.designation}") { skillingPoints skillingMax }`;
  const [entity] = expectNoErrors(await credits.entity('Organization', organizationId, fields))._entities;
  const progress = entity as unknown as { designation: { skillingPoints: number; skillingMax: number } };
  return [progress.designation.skillingPoints, progress.designation.skillingMax];
}

it('records everything, once, also when it was broken off on the way', async () => {
  const half = Math.floor(world.achievements.length / 2);
  expect(await seed(world.achievements.slice(0, half))).toBe(half);
  expect(await seed()).toBe(world.achievements.length - half);
  expect(await seed()).toBe(0);
});

it('fills the skilling points of a designation for one organisation and leaves another a person short', async () => {
  await credits.allCounted();
  const points = await Promise.all(world.organizations.map(({ id }) => skilling(id)));
  expect(points.some(([have, max]) => have === max)).toBe(true);
  const [have, max] = await skilling(world.demonstrationAccount.organizationId);
  expect(have).toBeLessThan(max);
  const { profileId, personId, organizationId } = world.demonstrationAccount;
  await credits.aLink({ id: personId, organizationId }, { profileId, startedAt: credits.clock.now().toISOString() });
  await credits.allCounted();
  expect(await skilling(organizationId)).toEqual([max, max]);
});
