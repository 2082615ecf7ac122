import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { operator, type TestCredits, testCredits } from '../../support/credits.js';
import { aMinutePasses, eventsOf } from '../../support/events.js';
import { achieve, aPerson, describeEveryEvent, revoke } from '../../support/recorded-events.js';
import { published } from '../../support/skills-reports.js';

/*
 * The events about designations and Skills Reports, through the front door: feeds, figures and the minutes of the jobs. The
 * bodies are read by Organization.events.
 */
const START = '2026-08-01T12:00:00.000Z';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ now: START });
});
beforeEach(() => credits.clock.set(START));
afterAll(() => credits.stop());

async function figure(organizationId: string, metric: string, value: number): Promise<void> {
  const mutation = 'mutation ($input: RecordPartnerMetricInput!) { recordPartnerMetric(input: $input) { __typename } }';
  const input = { organizationId, metric, value, on: '2026-07-01' };
  expectNoErrors(await (await credits.as(operator('metrics:write'))).execute(mutation, { input }));
}

/** Sixty points of Security: ten more for skilling attain it. */
async function almostSecure(organizationId: string): Promise<void> {
  await figure(organizationId, 'netCustomerAdds.customersSmb', 5);
  await figure(organizationId, 'usageGrowth.acrGrowthUsdSmb', 15_000);
  await figure(organizationId, 'deployments.deploymentsSmb', 6);
  await credits.allCounted();
}

const designationsOf = (organizationId: string) =>
  eventsOf(credits, organizationId, 'designation.attained', 'designation.lost');

describe('designation.attained and designation.lost', () => {
  it('follow the score, with the score before, and once', async () => {
    const { organizationId, profileId } = await aPerson(credits);
    await almostSecure(organizationId);
    await aMinutePasses(credits, 'publish-designations');
    expect(await designationsOf(organizationId)).toEqual([]);
    const [, , expiring] = await achieve(
      credits,
      profileId,
      ['AZ-SEC', '2026-05-04'],
      ['SEC-OPS', '2026-05-04'],
      ['IAM', '2026-05-04'],
    );
    await aMinutePasses(credits, 'publish-designations', 'publish-designations');
    const [attained, ...none] = await designationsOf(organizationId);
    expect(none).toEqual([]);
    expect(attained).toMatchObject({
      type: 'designation.attained',
      subject: 'security',
      subjectVersion: 1,
      timestamp: START,
    });
    expect(attained?.data).toEqual({
      ...{ code: 'security', ruleset: '2026-07', track: 'SMB', on: '2026-08-01', attained: true },
      ...{ score: 76, scoreExact: '76', required: 70, skillingPoints: 16, skillingMax: 40, previousScore: 60 },
    });
    await revoke(credits, expiring);
    await aMinutePasses(credits, 'publish-designations');
    const [, lost] = await designationsOf(organizationId);
    expect(lost).toMatchObject({ type: 'designation.lost', subjectVersion: 2 });
    expect(lost?.data).toMatchObject({ attained: false, score: 68, previousScore: 76 });
  });

  it('are recorded at midnight when a holder expires', async () => {
    const { organizationId, profileId } = await aPerson(credits);
    await almostSecure(organizationId);
    await achieve(credits, profileId, ['AZ-SEC', '2026-05-04'], ['SEC-OPS', '2026-05-04'], ['IAM', '2025-09-14']);
    await aMinutePasses(credits, 'publish-designations');
    credits.clock.set('2026-09-14T23:59:59.999Z');
    await aMinutePasses(credits, 'publish-designations');
    expect((await designationsOf(organizationId)).map(({ type }) => type)).toEqual(['designation.attained']);
    credits.clock.set('2026-09-15T00:00:00.000Z');
    await aMinutePasses(credits, 'publish-designations');
    expect((await designationsOf(organizationId)).map(({ type, data }) => [type, data.on])).toEqual([
      ['designation.attained', '2026-08-01'],
      ['designation.lost', '2026-09-15'],
    ]);
  });

  it('do not flap during an import: an organization with people in the recalculation queue waits', async () => {
    const organizationId = await credits.anOrganization();
    const people = [await aPerson(credits, organizationId), await aPerson(credits, organizationId)];
    await almostSecure(organizationId);
    const [holder, late] = people.map(({ profileId }) => profileId);
    await achieve(credits, holder ?? '', ['AZ-SEC', '2026-05-04'], ['SEC-OPS', '2026-05-04'], ['IAM', '2026-05-04']);
    await aMinutePasses(credits, 'publish-designations');
    expect(await designationsOf(organizationId)).toHaveLength(1);
    // An import is under way: one person waits, while the holdings of the other are only half recalculated.
    const [{ id: waiting } = { id: '' }] = await credits.sql<{ id: string }>(
      'INSERT INTO credits.recalculation_queue (organization_id, user_id) VALUES ($1, $2) RETURNING id',
      [organizationId, randomUUID()],
    );
    await credits.sql("UPDATE credits.holding SET counts_until = '2026-07-01' WHERE organization_id = $1", [
      organizationId,
    ]);
    await credits.sql(
      `INSERT INTO credits.holder_change (organization_id, list_id, day, change)
       SELECT organization_id, list_id, '2026-07-01', -change FROM credits.holder_change WHERE organization_id = $1`,
      [organizationId],
    );
    await credits.sql('INSERT INTO credits.score_queue (organization_id) VALUES ($1)', [organizationId]);
    await aMinutePasses(credits, 'publish-designations');
    await credits.sql('DELETE FROM credits.holder_change WHERE organization_id = $1 AND change < 0', [organizationId]);
    await credits.sql('DELETE FROM credits.recalculation_queue WHERE id = $1', [waiting]);
    await achieve(credits, late ?? '', ['INFO-PROT', '2026-05-04']);
    await aMinutePasses(credits, 'publish-designations');
    expect((await designationsOf(organizationId)).map(({ type }) => type)).toEqual(['designation.attained']);
  });
});

describe('report.published', () => {
  it('has the totals of the report and the changes since the one before', async () => {
    const { organizationId, profileId } = await aPerson(credits);
    const leaver = await aPerson(credits, organizationId);
    credits.clock.set('2026-08-09T00:00:00.000Z');
    const [revoked] = await achieve(credits, profileId, ['PBI-DA', '2026-05-04'], ['IAM', '2026-05-04']);
    await achieve(credits, leaver.profileId, ['IAM', '2025-09-01']);
    credits.clock.set('2026-08-10T00:00:21.000Z');
    const first = await published(credits, organizationId, '2026-08');
    credits.clock.set('2026-08-20T00:00:00.000Z');
    await revoke(credits, revoked);
    await achieve(credits, profileId, ['AZ-ADMIN', '2026-08-19'], ['SEC-OPS', '2026-08-19']);
    credits.clock.set('2026-09-10T00:00:21.000Z');
    await published(credits, organizationId, '2026-09');
    const bodies = await eventsOf(credits, organizationId, 'report.published');
    expect(bodies.map(({ subject, subjectVersion, timestamp }) => [subject, subjectVersion, timestamp])).toEqual([
      ['2026-08', 1, '2026-08-10T00:00:21.000Z'],
      ['2026-09', 1, '2026-09-10T00:00:21.000Z'],
    ]);
    expect(bodies[0]?.data).toEqual({
      ...{ reportId: first.id, month: '2026-08', publishedAt: '2026-08-10T00:00:21.000Z' },
      totals: { people: 2, credentials: 3, expiringWithin90Days: 1, leaving: 0 },
      changes: { gained: 3, lost: 0 },
    });
    // Lost: the revoked one, and the one of the other person that expired.
    expect(bodies[1]?.data).toMatchObject({ totals: { people: 1, credentials: 3 }, changes: { gained: 2, lost: 2 } });
  });
});

describeEveryEvent(() => credits, ['designation.attained', 'designation.lost', 'report.published']);
