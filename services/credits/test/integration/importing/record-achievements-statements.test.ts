import { randomUUID } from 'node:crypto';
import { aProfile, type Item, type TestCredits, testCredits } from '../../support/credits.js';
import { everythingSentDuring } from '../../support/statements.js';

let credits: TestCredits;
beforeAll(async () => {
  // Without jobs in this process: all statements belong to the batch.
  credits = await testCredits({ workers: false });
});
afterAll(async () => credits.stop());

const ACHIEVED = '2025-09-14T00:00:00.000Z';
const RENEWED = '2026-06-01T00:00:00.000Z';

/**
 * Items of this many people, half of them linked: achievements and trainings, renewals, repetitions and rejected ones.
 */
async function batches(people: number): Promise<Item[][]> {
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const first: Item[] = [];
  const second: Item[] = [];
  for (let index = 0; index < people; index += 1) {
    const profileId = index % 20 === 0 ? (await credits.aLink(user)).profileId : aProfile();
    const item = { externalId: randomUUID(), profileId, credentialCode: 'AZ-ADMIN', achievedAt: ACHIEVED };
    const training = { uid: 'learn.m', kind: 'MODULE', title: 'A module' };
    first.push(item, { externalId: randomUUID(), profileId, training, achievedAt: ACHIEVED });
    second.push(
      item,
      { ...item, externalId: randomUUID(), achievedAt: RENEWED },
      { ...item, externalId: randomUUID(), credentialCode: 'AZ-DEVOPS' },
      { ...item, credentialCode: 'AZ-ARCH' },
      { ...item, externalId: randomUUID(), profileId: 'none' },
    );
  }
  return [first, second];
}

async function sentFor(people: number): Promise<number[]> {
  const counts: number[] = [];
  for (const batch of await batches(people)) {
    const sent = await everythingSentDuring(() => credits.record(batch));
    counts.push(sent.length);
  }
  return counts;
}

describe('recordAchievements', () => {
  it('records a batch of 1,000 items in as many statements as one of 10, first reports and renewals alike', async () => {
    const [few, many] = [await sentFor(2), await sentFor(200)];
    expect(many).toEqual(few);
    expect(Math.max(...many)).toBeLessThanOrEqual(22);
  });
});
