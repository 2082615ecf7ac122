import { associationChanged } from '@app/events/association-changed';
import { requiredOn } from '../../../src/rules/domain/relevance.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import type { Day } from '../../../src/values/domain/day.js';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { aMinutePasses, eventsOf } from '../../support/events.js';
import { HEADER, line, type TestImporter, testImporter } from '../../support/import-file.js';
import { achieve, aPerson, creditsOf, describeEveryEvent, revoke, shown } from '../../support/recorded-events.js';

/*
 * The events about credits, through the front door: events of other services, feeds, an import and the minutes of the
 * jobs. The bodies are read by Organization.events.
 */
const START = '2026-08-01T12:00:00.000Z';

let credits: TestCredits;
let importer: TestImporter;
beforeAll(async () => {
  credits = await testCredits({ now: START });
  importer = await testImporter(credits);
});
beforeEach(() => credits.clock.set(START));
afterAll(async () => {
  await importer.stop();
  await credits.stop();
});

describe('credit.counted and credit.dropped', () => {
  it('have the credits of one person that one transaction counted, and each credit once', async () => {
    const { organizationId, profileId, user } = await aPerson(credits);
    const other = await aPerson(credits, organizationId);
    await achieve(credits, profileId, ['PBI-DA', '2026-05-04'], ['AZ-ADMIN', '2026-05-05']);
    await achieve(credits, other.profileId, ['IAM', '2026-05-04']);
    await achieve(credits, profileId, ['IAM', '2026-05-06']);
    const bodies = await eventsOf(credits, organizationId, 'credit.counted');
    expect(shown(bodies)).toEqual(['credit.counted 1 AZ-ADMIN PBI-DA', 'credit.counted 1 IAM', 'credit.counted 2 IAM']);
    const [first] = bodies;
    expect(first?.data).toMatchObject({ userId: user.id, personRef: first?.subject });
    expect(first?.data.credits).toContainEqual({
      creditId: expect.any(String),
      credentialCode: expect.any(String),
      source: 'MICROSOFT_LEARN',
      achievedAt: expect.stringMatching(/^2026-05-0[45]T09:00:00.000Z$/),
      expiresOn: expect.stringMatching(/^2027-05-0[45]$/),
      countedAt: START,
    });
  });

  it('are split after 40 credits, with a version each', async () => {
    const { organizationId, profileId } = await aPerson(credits);
    const rules = loadRules();
    const codes = [...requiredOn(rules, START.slice(0, 10) as Day)].filter((code) => {
      const { source, retirement } = rules.catalog.get(code) ?? {};
      return source === 'MICROSOFT_LEARN' && retirement === null;
    });
    expect(codes.length).toBeGreaterThan(41);
    await achieve(credits, profileId, ...codes.map((code): [string, string] => [code, '2026-07-01']));
    const bodies = await eventsOf(credits, organizationId, 'credit.counted');
    expect(bodies.map(({ subjectVersion, data }) => [subjectVersion, (data.credits as object[]).length])).toEqual([
      [1, 40],
      [2, codes.length - 40],
    ]);
    expect(Buffer.byteLength(JSON.stringify(bodies[0]))).toBeLessThan(20_000);
  });

  it('drop an expired credit at midnight after its last day, not before, and once', async () => {
    const { organizationId, profileId } = await aPerson(credits);
    await achieve(credits, profileId, ['PBI-DA', '2025-09-14'], ['IAM', '2026-05-04']);
    credits.clock.set('2026-09-14T23:59:59.999Z');
    await aMinutePasses(credits, 'publish-due-credits');
    expect(await creditsOf(credits, organizationId)).toEqual(['credit.counted 1 IAM PBI-DA']);
    credits.clock.set('2026-09-15T00:00:00.000Z');
    await aMinutePasses(credits, 'publish-due-credits', 'publish-due-credits');
    const [, dropped] = await eventsOf(credits, organizationId, 'credit.counted', 'credit.dropped');
    expect(dropped).toMatchObject({ type: 'credit.dropped', timestamp: '2026-09-15T00:00:00.000Z', subjectVersion: 2 });
    expect(dropped?.data.credits).toMatchObject([
      { credentialCode: 'PBI-DA', reason: 'EXPIRED', droppedAt: '2026-09-15T00:00:00.000Z' },
    ]);
    expect(await creditsOf(credits, organizationId)).toHaveLength(2);
  });

  it('drop at the instant of the expiry also when the service was away for weeks', async () => {
    const { organizationId, profileId } = await aPerson(credits);
    await achieve(credits, profileId, ['PBI-DA', '2025-09-14']);
    credits.clock.set('2026-10-20T08:00:00.000Z');
    const restarted = await credits.another({ workers: true });
    try {
      await credits.until(async () => (await creditsOf(credits, organizationId)).length === 2);
    } finally {
      await restarted.stop();
    }
    const dropped = await eventsOf(credits, organizationId, 'credit.dropped');
    expect(dropped.map(({ timestamp }) => timestamp)).toEqual(['2026-09-15T00:00:00.000Z']);
  });

  it('follow a revocation, an end of the link, a new link and a renewal that extends', async () => {
    const { organizationId, profileId, link, user } = await aPerson(credits);
    const [revoked] = await achieve(credits, profileId, ['PBI-DA', '2025-09-14'], ['IAM', '2026-05-04']);
    await revoke(credits, revoked);
    await achieve(credits, profileId, ['IAM', '2026-07-20']);
    const end = { endedAt: '2026-08-01T11:00:00.000Z', endReason: 'REMOVED_BY_USER' };
    await credits.tell(associationChanged.type, { ...link, version: 2, ...end });
    await credits.aLink(user, { profileId, startedAt: START });
    await credits.allCounted();
    expect(await creditsOf(credits, organizationId)).toEqual([
      'credit.counted 1 IAM PBI-DA',
      'credit.dropped 2 PBI-DA REVOKED',
      'credit.dropped 3 IAM NOT_LINKED',
      'credit.counted 4 IAM',
    ]);
  });

  it('name a move as the reason, and record the credits at the other organization', async () => {
    const { organizationId, profileId, link } = await aPerson(credits);
    await achieve(credits, profileId, ['IAM', '2026-05-04']);
    const end = { endedAt: START, endReason: 'MOVED_TO_ANOTHER_ORGANIZATION' };
    await credits.tell(associationChanged.type, { ...link, version: 2, ...end });
    const there = await credits.aUser(await credits.anOrganization());
    await credits.aLink(there, { profileId, startedAt: START });
    await credits.allCounted();
    expect(await creditsOf(credits, organizationId)).toEqual([
      'credit.counted 1 IAM',
      'credit.dropped 2 IAM MOVED_AWAY',
    ]);
    expect(await creditsOf(credits, there.organizationId)).toEqual(['credit.counted 1 IAM']);
    expect(JSON.stringify(await eventsOf(credits, organizationId))).not.toContain(there.organizationId);
  });

  it('drop a credit whose achievement became part of an earlier one', async () => {
    const { organizationId, profileId } = await aPerson(credits);
    credits.clock.set('2026-06-01T00:00:00.000Z');
    await achieve(credits, profileId, ['PBI-DA', '2024-09-14'], ['PBI-DA', '2026-05-01']);
    // The renewal between the two arrives last: all three are one achievement.
    await achieve(credits, profileId, ['PBI-DA', '2025-06-01']);
    expect(await creditsOf(credits, organizationId)).toEqual([
      'credit.counted 1 PBI-DA',
      'credit.dropped 2 PBI-DA REPLACED',
      'credit.counted 3 PBI-DA',
    ]);
  });

  it('follow a rule set that begins: what it does not name drops, what it names newly counts', async () => {
    const rules = loadRules();
    const [before, after] = ['2026-06-30', '2026-07-01'].map((day) => requiredOn(rules, day as Day));
    const isPlain = (code: string) => {
      const { source, retirement, kind } = rules.catalog.get(code) ?? {};
      return source === 'MICROSOFT_LEARN' && retirement === null && kind === 'CERTIFICATION';
    };
    const gone = [...(before ?? [])].find((code) => isPlain(code) && !after?.has(code));
    const fresh = [...(after ?? [])].find((code) => isPlain(code) && !before?.has(code));
    const [boundary] = rules.ruleSets;
    expect(boundary?.effectiveFrom).toBe('2026-07-01');
    credits.clock.set('2026-06-30T12:00:00.000Z');
    const { organizationId, profileId } = await aPerson(credits);
    const codes = [gone, fresh].filter((code) => code !== undefined);
    expect(codes.length).toBeGreaterThan(0);
    await achieve(credits, profileId, ...codes.map((code): [string, string] => [code, '2026-05-04']));
    credits.clock.set('2026-07-01T00:00:00.000Z');
    await aMinutePasses(credits, 'publish-due-credits');
    expect(await creditsOf(credits, organizationId)).toEqual([
      ...(gone ? [`credit.counted 1 ${gone}`, `credit.dropped 2 ${gone} NOT_IN_ANY_REQUIREMENT`] : []),
      ...(fresh ? [`credit.counted ${gone ? 3 : 1} ${fresh}`] : []),
    ]);
  });

  it('are few for an import: one for a person, whatever the number of rows', async () => {
    const people = await Promise.all([1, 2, 3].map(() => aPerson(credits)));
    const rows = people.flatMap(({ profileId }) =>
      ['PBI-DA', 'IAM', 'AZ-ADMIN', 'SEC-OPS'].map((code) => line({ profileId, code })),
    );
    const path = await importer.file([HEADER, ...rows, ''].join('\n'));
    await importer.run(path);
    for (const { organizationId } of people) {
      expect(await creditsOf(credits, organizationId)).toEqual(['credit.counted 1 AZ-ADMIN IAM PBI-DA SEC-OPS']);
    }
  });
});

describeEveryEvent(() => credits, ['credit.counted', 'credit.dropped']);
