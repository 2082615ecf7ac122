import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { profileMerged } from '@app/events/profile-merged';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, aProfile, FEED, operator, person, type TestCredits, testCredits } from '../../support/credits.js';
import { askReport, holder, report, takenReport, whileWorking } from '../../support/skills-reports.js';

const BEFORE = '2026-08-05T00:00:00.000Z';
const SAME_DAY = '2026-08-10T12:00:00.000Z';
const LATER = '2026-08-20T00:00:00.000Z';

let credits: TestCredits;
let organizationId: string;
let published: unknown;
const ROWS = 'rows(first: 100) { nodes { personRef credential { code } } }';
beforeAll(async () => {
  credits = await testCredits({ workers: false, now: '2026-08-01T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  const join = (name: string, held: Record<string, string> = { IAM: '2026-02-01' }) =>
    holder(credits, organizationId, held, { name });
  const revoke = async (externalId: string | undefined) => {
    const input = { source: 'MICROSOFT_LEARN', externalId, reason: 'issued by mistake' };
    const mutation = 'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
    expectNoErrors(await (await credits.as(FEED)).execute(mutation, { input }));
  };
  await join('stays');
  const late = await join('is reported later', {});
  const unlinks = await join('unlinks that day');
  const revoked = await join('is revoked that day');
  const revokedLater = await join('is revoked days later');
  const shortened = await join('has another expiry later');
  const merges = await join('merges later', {});
  const [old, heardLater] = [aProfile(), aProfile()];
  for (const profileId of [old, heardLater]) {
    await credits.record([{ profileId, credentialCode: 'IAM', achievedAt: '2026-03-01T00:00:00.000Z' }]);
  }
  credits.clock.set('2026-08-10T00:00:00.000Z');
  await takenReport(credits, organizationId, '2026-08');
  published = await report(credits, organizationId, {
    month: '2026-08',
    fields: `${ROWS} byDesignation { code scoreExact }`,
  });
  credits.clock.set(SAME_DAY);
  const end = { version: 2, endedAt: SAME_DAY, endReason: 'REMOVED_BY_USER' };
  await credits.tell(associationChanged.type, { ...unlinks.association, ...end });
  await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'links that day', startedAt: SAME_DAY });
  await revoke(revoked.items[0]?.externalId);
  credits.clock.set(LATER);
  await credits.record([
    { profileId: late.association.profileId, credentialCode: 'IAM', achievedAt: '2026-08-01T00:00:00.000Z' },
  ]);
  const { profileId } = shortened.association;
  const completion = { profileId, credentialCode: 'IAM', achievedAt: '2026-02-01T09:00:00.000Z' };
  await credits.record([{ ...completion, expiresOn: '2026-08-05' }]);
  await revoke(revokedLater.items[0]?.externalId);
  const merge = { fromProfileId: old, intoProfileId: merges.association.profileId, mergedAt: LATER };
  await credits.tell(profileMerged.type, { id: randomUUID(), version: 1, source: 'MICROSOFT_LEARN', ...merge });
  const user = await credits.aUser(organizationId, { displayName: 'was linked before' });
  await credits.aLink(user, { profileId: heardLater, startedAt: BEFORE });
  const input = { organizationId, metric: 'netCustomerAdds.customers', value: 3, on: '2026-08-01' };
  const figure = 'mutation ($input: RecordPartnerMetricInput!) { recordPartnerMetric(input: $input) { __typename } }';
  expectNoErrors(await (await credits.as(operator('metrics:write'))).execute(figure, { input }));
  await whileWorking(credits, () => credits.allCounted());
});
afterAll(async () => credits.stop());

type Difference = { kind: string; reason: string; at: string | null; personRef: string; person: { id: string } | null };
type Review = {
  rows: { nodes: Difference[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  designations: {
    designation: string;
    differs: boolean;
    reasons: string[];
    official: { scoreExact: string };
    asKnownNow: { scoreExact: string };
  }[];
};
async function review(fields: string, caller: Caller = AUDITOR): Promise<Review> {
  const answer = await askReport(credits, organizationId, {
    month: '2026-08',
    fields: `asKnownNow { ${fields} }`,
    caller,
  });
  const data = expectNoErrors(answer)._entities as unknown as [{ skillsReport: { asKnownNow: Review } }];
  return data[0].skillsReport.asKnownNow;
}
const FIELDS =
  '{ nodes { kind reason at personRef person { id } credential { code } } pageInfo { hasNextPage endCursor } }';

it.each([
  ['is reported later', 'ONLY_AS_KNOWN_NOW', 'RECORDED_LATER', LATER],
  ['merges later', 'ONLY_AS_KNOWN_NOW', 'MERGED_LATER', LATER],
  ['links that day', 'ONLY_AS_KNOWN_NOW', 'LINK_CHANGED', SAME_DAY],
  ['was linked before', 'ONLY_AS_KNOWN_NOW', 'EARLIER_FACTS_CHANGED', null],
  ['has another expiry later', 'ONLY_OFFICIAL', 'RECORDED_LATER', LATER],
  ['unlinks that day', 'ONLY_OFFICIAL', 'LINK_CHANGED', SAME_DAY],
  ['is revoked that day', 'ONLY_OFFICIAL', 'REVOKED_LATER', SAME_DAY],
])('explains a person who %s: %s because of %s', async (name, kind, reason, at) => {
  const people = await credits.sql<{ id: string }>('SELECT id FROM credits.user_account WHERE display_name = $1', [
    name,
  ]);
  const { nodes } = (await review(`rows(first: 100) ${FIELDS}`)).rows;
  expect(nodes.filter((one) => one.person?.id === people[0]?.id)).toEqual([
    { kind, reason, at, person: people[0], personRef: expect.any(String), credential: { code: 'IAM' } },
  ]);
});

it('lists exactly the differences, page by page', async () => {
  const { nodes } = (await review(`rows(first: 100) ${FIELDS}`)).rows;
  expect(nodes).toHaveLength(7);
  const paged: Difference[] = [];
  let after = '';
  do {
    const { rows } = await review(`rows(first: 4${after && `, after: "${after}"`}) ${FIELDS}`);
    paged.push(...rows.nodes);
    after = rows.pageInfo.hasNextPage ? rows.pageInfo.endCursor : '';
  } while (after !== '');
  expect(paged).toEqual(nodes);
});

it('returns the official designations beside those of the replayed day, with the reasons', async () => {
  const { designations } = await review(
    'designations { designation differs reasons official { scoreExact } asKnownNow { scoreExact } }',
  );
  const kept = published as { byDesignation: { code: string; scoreExact: string }[] };
  const data = expectNoErrors(
    await credits.entity('Organization', organizationId, 'designations(on: "2026-08-10") { code scoreExact }'),
  );
  const live = data._entities[0]?.designations as unknown as { code: string; scoreExact: string }[];
  const scores = (list: { code: string; scoreExact: string }[]) =>
    new Map(list.map((one) => [one.code, one.scoreExact]));
  for (const one of designations) {
    expect(one.official.scoreExact).toBe(scores(kept.byDesignation).get(one.designation));
    expect(one.asKnownNow.scoreExact).toBe(scores(live).get(one.designation));
    expect(one.differs).toBe(one.official.scoreExact !== one.asKnownNow.scoreExact);
    expect(one.reasons.length > 0).toBe(one.differs);
  }
  const security = designations.find(({ designation }) => designation === 'security');
  expect(security?.reasons).toEqual([
    ...['EARLIER_FACTS_CHANGED', 'FIGURE_RECORDED_LATER', 'LINK_CHANGED', 'MERGED_LATER', 'RECORDED_LATER'],
    'REVOKED_LATER',
  ]);
  expect(designations.some(({ differs }) => !differs)).toBe(true);
});

it('leaves the published report unchanged, and shows no person to callers without names', async () => {
  const fields = `${ROWS} byDesignation { code scoreExact }`;
  expect(await report(credits, organizationId, { month: '2026-08', fields })).toEqual(published);
  const viewer = person(randomUUID(), organizationId, ['REPORT_VIEWER']);
  const { nodes } = (await review(`rows(first: 100) ${FIELDS}`, viewer)).rows;
  expect(nodes).toHaveLength(7);
  expect(nodes.every((one) => one.person === null && one.personRef !== '')).toBe(true);
});
