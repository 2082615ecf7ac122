import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { profileMerged } from '@app/events/profile-merged';
import { userChanged } from '@app/events/user-changed';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, aProfile, FEED, person, type TestCredits, testCredits } from '../../support/credits.js';
import { announceDeparture, askReport, holder, ROW, type Row, takenReport } from '../../support/skills-reports.js';

const IN_BETWEEN = '2026-06-20T00:00:00.000Z';
const NEXT = '2026-07-10T00:00:00.000Z';

let credits: TestCredits;
let organizationId: string;
let elsewhere: string;
beforeAll(async () => {
  credits = await testCredits({ workers: false, now: '2026-05-01T00:00:00.000Z' });
  organizationId = await credits.anOrganization();
  elsewhere = await credits.anOrganization();
  const join = (name: string, held: Record<string, string>, link: object = {}) =>
    holder(credits, organizationId, held, { name, ...link });
  const record = (profileId: string, credentialCode: string, achievedAt: string) =>
    credits.record([{ profileId, credentialCode, achievedAt }]);
  const end = (association: object, endReason: string) =>
    credits.tell(associationChanged.type, { ...association, version: 2, endedAt: IN_BETWEEN, endReason });

  const earns = await join('earns', {});
  const told = await join('is reported late', {});
  const mover = await holder(credits, elsewhere, { IAM: '2026-02-01' }, { name: 'elsewhere' });
  const later = aProfile();
  await record(later, 'IAM', '2026-02-01T00:00:00.000Z');
  const merges = await join('merges', {});
  await join('is named by new rules', { 'FAB-DE': '2026-02-01' });
  await join('is no longer named', { 'TEAMS-APPDEV': '2026-02-01' });
  const examined = await join('passes the second exam', { 'AZ-800': '2026-03-01' });
  const other = aProfile();
  await record(other, 'AZ-801', '2026-03-02T00:00:00.000Z');
  const united = await join('has the other exam on another profile', { 'AZ-800': '2026-03-01' });
  await join('stays', { IAM: '2026-02-01' });
  await join('expires', { IAM: '2025-06-20' });
  const both = await join('expires, then removes the link', { IAM: '2025-06-15' });
  const revoked = await join('is revoked', { IAM: '2026-02-01' });
  const unlinks = await join('removes the link', { IAM: '2026-02-01' });
  const moves = await join('moves away', { IAM: '2026-02-01', 'AZ-ADMIN': '2026-02-01' });
  const relinks = await join('links another profile', { IAM: '2026-02-01' });
  const back = await join('comes back', { IAM: '2026-02-01' });
  await announceDeparture(credits, back.user, {
    at: '2026-05-05T00:00:00.000Z',
    leavesReportAt: '2026-06-10T00:00:00.000Z',
  });
  const leaver = await join('leaves', { IAM: '2026-02-01' });
  const earnsThenLinks = await credits.aUser(organizationId, { displayName: 'earns, then links' });
  credits.clock.set('2026-06-11T00:00:00.000Z');
  await takenReport(credits, organizationId, '2026-06');

  credits.clock.set('2026-06-15T00:00:00.000Z');
  await announceDeparture(credits, leaver.user, { at: '2026-06-15T00:00:00.000Z', leavesReportAt: NEXT });
  credits.clock.set(IN_BETWEEN);
  await record(earns.association.profileId, 'IAM', '2026-06-19T00:00:00.000Z');
  await record(examined.association.profileId, 'AZ-801', '2026-06-19T00:00:00.000Z');
  await record(told.association.profileId, 'IAM', '2026-05-20T00:00:00.000Z');
  const link = { startedAt: IN_BETWEEN };
  const { profileId } = await credits.aLink(earnsThenLinks, link);
  await record(profileId, 'IAM', '2026-02-01T00:00:00.000Z');
  await holder(credits, organizationId, { IAM: '2026-02-01' }, { name: 'links', ...link });
  // The event of the new link arrives before that of the old one.
  const moved = { profileId: mover.association.profileId, ...link };
  await credits.aLink(await credits.aUser(organizationId, { displayName: 'moves here' }), moved);
  await end(mover.association, 'MOVED_TO_ANOTHER_ORGANIZATION');
  await credits.tell(userChanged.type, { ...back.user, version: 3 });
  for (const [fromProfileId, into] of [
    [later, merges],
    [other, united],
  ] as const) {
    const merge = { fromProfileId, intoProfileId: into.association.profileId, mergedAt: IN_BETWEEN };
    await credits.tell(profileMerged.type, { id: randomUUID(), version: 1, source: 'MICROSOFT_LEARN', ...merge });
  }
  // Linked before the first report, but published after it.
  await holder(
    credits,
    organizationId,
    { IAM: '2026-02-01' },
    { name: 'was linked before', startedAt: '2026-05-02T00:00:00.000Z' },
  );
  await credits.sql(
    `UPDATE credits.achievement_report SET recorded_at = '2026-05-02' WHERE profile_id = ANY (
      SELECT profile_id FROM credits.association WHERE started_at IN ('2026-05-02', $1))`,
    [IN_BETWEEN],
  );
  const input = { source: 'MICROSOFT_LEARN', externalId: revoked.items[0]?.externalId, reason: 'issued by mistake' };
  const revoke = 'mutation ($input: RevokeAchievementInput!) { revokeAchievement(input: $input) { __typename } }';
  expectNoErrors(await (await credits.as(FEED)).execute(revoke, { input }));
  for (const { association } of [both, unlinks, relinks]) await end(association, 'REMOVED_BY_USER');
  await credits.aLink(relinks.user, { startedAt: '2026-07-01T00:00:00.000Z' });
  await end(moves.association, 'MOVED_TO_ANOTHER_ORGANIZATION');
  credits.clock.set('2026-07-11T00:00:00.000Z');
  await takenReport(credits, organizationId, '2026-07');
});
afterAll(async () => credits.stop());

type Change = { change: string; cause: string; at: string | null; row: Row };
type Changes = {
  gained: number;
  lost: number;
  rows: { totalCount: number; nodes: Change[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
};
type Counted = {
  since: string;
  byDesignation: { designation: string; gained: number; lost: number }[];
  rows: { nodes: { change: string; row: { relevantTo: string[] } }[] };
};
const FIELDS = `totalCount pageInfo { hasNextPage endCursor } nodes { change cause at row { ${ROW} } }`;
async function changes(args = 'first: 100', caller: Caller = AUDITOR): Promise<Changes> {
  const fields = `changesSince(month: "2026-06") { gained lost rows(${args}) { ${FIELDS} } }`;
  const data = expectNoErrors(await askReport(credits, organizationId, { fields, caller }));
  return (data._entities as unknown as [{ skillsReport: { changesSince: Changes } }])[0].skillsReport.changesSince;
}

it.each([
  ['earns', 'GAINED', 'EARNED', IN_BETWEEN],
  ['is reported late', 'GAINED', 'EARNED', IN_BETWEEN],
  ['links', 'GAINED', 'LINKED', IN_BETWEEN],
  ['earns, then links', 'GAINED', 'LINKED', IN_BETWEEN],
  ['moves here', 'GAINED', 'MOVED_HERE', IN_BETWEEN],
  ['comes back', 'GAINED', 'RETURNED', IN_BETWEEN],
  ['passes the second exam', 'GAINED', 'EARNED', IN_BETWEEN],
  ['has the other exam on another profile', 'GAINED', 'PROFILE_MERGED', IN_BETWEEN],
  ['merges', 'GAINED', 'PROFILE_MERGED', IN_BETWEEN],
  ['is named by new rules', 'GAINED', 'RULE_CHANGE', '2026-07-01T00:00:00.000Z'],
  ['was linked before', 'GAINED', 'CORRECTION', null],
  ['expires', 'LOST', 'EXPIRED', '2026-06-21T00:00:00.000Z'],
  ['expires, then removes the link', 'LOST', 'EXPIRED', '2026-06-16T00:00:00.000Z'],
  ['is revoked', 'LOST', 'REVOKED', IN_BETWEEN],
  ['removes the link', 'LOST', 'UNLINKED', IN_BETWEEN],
  ['links another profile', 'LOST', 'UNLINKED', IN_BETWEEN],
  ['moves away', 'LOST', 'MOVED_AWAY', IN_BETWEEN],
  ['leaves', 'LOST', 'LEFT', NEXT],
  ['is no longer named', 'LOST', 'RULE_CHANGE', '2026-07-01T00:00:00.000Z'],
])('a person who %s is %s because of %s', async (name, change, cause, at) => {
  const { nodes } = (await changes()).rows;
  const theirs = nodes.filter(({ row }) => row.personName === name);
  expect(theirs.length).toBeGreaterThan(0);
  for (const one of theirs) expect(one).toMatchObject({ change, cause, at });
});

it('counts all rows per designation and specialization that names their credential, as the rows say', async () => {
  const fields = `changesSince(month: "2026-06") { since byDesignation { designation gained lost }
    rows(first: 100) { nodes { change row { relevantTo } } } }`;
  const data = expectNoErrors(await askReport(credits, organizationId, { fields }));
  const [{ skillsReport }] = data._entities as unknown as [{ skillsReport: { changesSince: Counted } }];
  const { since, byDesignation, rows } = skillsReport.changesSince;
  const count = (change: string, code: string) =>
    rows.nodes.filter((one) => one.change === change && one.row.relevantTo.includes(code)).length;
  const codes = new Set(rows.nodes.flatMap(({ row }) => row.relevantTo));
  expect(since).toBe('2026-06');
  expect(codes.size).toBeGreaterThan(1);
  expect(byDesignation).toEqual(
    [...codes].sort().map((code) => ({ designation: code, gained: count('GAINED', code), lost: count('LOST', code) })),
  );
});

it('lists exactly the rows that only one of the two reports has', async () => {
  const rowsOf = async (month: string) => {
    const data = expectNoErrors(
      await askReport(credits, organizationId, { month, fields: `rows(first: 100) { nodes { ${ROW} } }` }),
    );
    const [shown] = data._entities as unknown as [{ skillsReport: { rows: { nodes: Row[] } } }];
    return shown.skillsReport.rows.nodes;
  };
  const [earlier, later] = [await rowsOf('2026-06'), await rowsOf('2026-07')];
  const keyOf = (row: Row) => `${row.personRef} ${row.credential.code}`;
  const without = (rows: Row[], others: Row[]) =>
    rows.filter((row) => !others.some((one) => keyOf(one) === keyOf(row)));
  const { gained, lost, rows } = await changes();
  const listed = (change: string) => rows.nodes.filter((one) => one.change === change).map(({ row }) => row);
  const sorted = (list: Row[]) => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  expect(sorted(listed('GAINED'))).toEqual(sorted(without(later, earlier)));
  expect(sorted(listed('LOST'))).toEqual(sorted(without(earlier, later)));
  expect([gained, lost]).toEqual([listed('GAINED').length, listed('LOST').length]);
});

it.each(['', ', change: GAINED', ', change: LOST'])('is paged without gaps and repetitions%s', async (filter) => {
  const whole = (await changes(`first: 100${filter}`)).rows;
  expect(whole.totalCount).toBe(whole.nodes.length);
  const paged: Change[] = [];
  let after = '';
  do {
    const { rows } = await changes(`first: ${filter === '' ? 2 : 4}${filter}${after && `, after: "${after}"`}`);
    paged.push(...rows.nodes);
    after = rows.pageInfo.hasNextPage ? rows.pageInfo.endCursor : '';
  } while (after !== '');
  expect(paged).toEqual(whole.nodes);
});

it('rejects a cursor of another comparison, and pages outside 1 to 100', async () => {
  const { rows } = await changes('first: 1');
  const refused = async (args: string) => {
    const fields = `changesSince(month: "2026-06") { rows(${args}) { totalCount } }`;
    return errorCode(await askReport(credits, organizationId, { fields }));
  };
  for (const args of [`first: 1, change: LOST, after: "${rows.pageInfo.endCursor}"`, 'first: 0', 'first: 101']) {
    expect(await refused(args)).toBe('BAD_USER_INPUT');
  }
});

it('shows causes, but no names, to callers without names', async () => {
  const viewer = person(randomUUID(), organizationId, ['REPORT_VIEWER']);
  const { nodes } = (await changes('first: 100', viewer)).rows;
  const named = (await changes()).rows.nodes;
  expect(nodes.map(({ cause }) => cause)).toEqual(named.map(({ cause }) => cause));
  for (const { row } of nodes) {
    expect(row).toMatchObject({ person: null, personName: null, email: null, profileId: null });
    expect(row.personRef).not.toBe('');
  }
});
