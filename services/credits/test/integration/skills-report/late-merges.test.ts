import { randomUUID } from 'node:crypto';
import { associationChanged } from '@app/events/association-changed';
import { profileMerged } from '@app/events/profile-merged';
import { aProfile, type TestCredits, testCredits } from '../../support/credits.js';
import { holder, published, report, whileWorking } from '../../support/skills-reports.js';

let credits: TestCredits;
const BEFORE = '2026-07-20T00:00:00.000Z';
const REFRESH = '2026-08-10T00:00:00.000Z';
const AFTER = '2026-08-12T00:00:00.000Z';

/** The event as association publishes it at the instant; the learning source may have merged long before. */
async function merge(from: string, into: string, publishedAt: string, mergedAt = publishedAt) {
  credits.clock.set(publishedAt);
  const ids = { id: randomUUID(), version: 1, fromProfileId: from, intoProfileId: into };
  await credits.tell(profileMerged.type, { ...ids, source: 'MICROSOFT_LEARN', mergedAt });
}
const record = (profileId: string, credentialCode: string, day: string) =>
  credits.record([{ profileId, credentialCode, achievedAt: `${day}T09:00:00.000Z` }]);
/** A person linked at `linked`, and the achievements of each profile before the refresh. */
async function aPerson(linked: string, achieved: Record<string, [code: string, day: string][]>) {
  credits.clock.set('2026-07-01T00:00:00.000Z');
  const organizationId = await credits.anOrganization();
  const { association } = await holder(credits, organizationId, {}, { profileId: linked });
  for (const [profileId, items] of Object.entries(achieved)) {
    for (const [code, day] of items) await record(profileId, code, day);
  }
  return { organizationId, association };
}
type Expected = { organizationId: string; month: string; rows: string[] };

/** The actions of each case, and the rows of the late reports of its organizations. */
const CASES: [title: string, run: () => Promise<Expected[]>][] = [
  ...['the merge first', 'the link first'].map((order): [string, () => Promise<Expected[]>] => [
    `shows a linked profile as it was before a merge after its refresh: ${order}`,
    async () => {
      const [old, surviving] = [aProfile(), aProfile()];
      const { organizationId, association } = await aPerson(old, {
        [old]: [['AZ-ADMIN', '2025-09-01']],
        // Earned while the other one is held: it renews a shared history, but not two separate ones.
        [surviving]: [
          ['AZ-ADMIN', '2026-06-01'],
          ['IAM', '2026-02-01'],
        ],
      });
      const link = { ...association, version: 2, profileId: surviving };
      credits.clock.set(AFTER);
      if (order === 'the link first') await credits.tell(associationChanged.type, link);
      await merge(old, surviving, AFTER);
      if (order === 'the merge first') await credits.tell(associationChanged.type, link);
      return [
        { organizationId, month: '2026-08', rows: [`${old} AZ-ADMIN until 2026-09-01`] },
        {
          organizationId,
          month: '2026-09',
          rows: [`${surviving} AZ-ADMIN until 2027-09-01`, `${surviving} IAM until 2027-02-01`],
        },
      ];
    },
  ]),
  [
    'shows the surviving profile without what was merged into it after its refresh',
    async () => {
      const [old, surviving] = [aProfile(), aProfile()];
      const { organizationId } = await aPerson(surviving, {
        [old]: [['AZ-NET', '2026-03-01']],
        [surviving]: [['IAM', '2026-02-01']],
      });
      // Recorded after the refresh, when neither report nor merge existed.
      await merge(old, surviving, AFTER);
      await record(surviving, 'AZ-ADMIN', '2026-07-01');
      return [{ organizationId, month: '2026-08', rows: [`${surviving} IAM until 2027-02-01`] }];
    },
  ],
  [
    'unites what was merged before its refresh',
    async () => {
      const { organizationId, old, surviving } = await aPair();
      await merge(old, surviving, BEFORE);
      const rows = [`${surviving} AZ-NET until 2027-03-01`, `${surviving} IAM until 2027-02-01`];
      return [{ organizationId, month: '2026-08', rows }];
    },
  ],
  ...(
    [
      ['at its refresh', REFRESH, REFRESH],
      ['after it, of a merge long before', AFTER, BEFORE],
    ] as const
  ).map(([when, publishedAt, mergedAt]): [string, () => Promise<Expected[]>] => [
    `knows no merge that was published ${when}`,
    async () => {
      const { organizationId, old, surviving } = await aPair();
      await merge(old, surviving, publishedAt, mergedAt);
      return [{ organizationId, month: '2026-08', rows: [`${old} AZ-NET until 2027-03-01`] }];
    },
  ]),
  ...['in order', 'the later merge first'].map((order): [string, () => Promise<Expected[]>] => [
    `goes along a chain as far as its refresh: ${order}`,
    async () => {
      const { organizationId, old, surviving } = await aPair();
      const third = aProfile();
      await record(third, 'AZ-ADMIN', '2026-01-15');
      const chain = [() => merge(old, surviving, BEFORE), () => merge(surviving, third, AFTER)];
      for (const one of order === 'in order' ? chain : chain.reverse()) await one();
      return [
        {
          organizationId,
          month: '2026-08',
          rows: [`${surviving} AZ-NET until 2027-03-01`, `${surviving} IAM until 2027-02-01`],
        },
        {
          organizationId,
          month: '2026-09',
          rows: ['AZ-ADMIN until 2027-01-15', 'AZ-NET until 2027-03-01', 'IAM until 2027-02-01'].map(
            (row) => `${third} ${row}`,
          ),
        },
      ];
    },
  ]),
  [
    'shows no credential that exams of both profiles earned together after a merge',
    async () => {
      const [old, surviving] = [aProfile(), aProfile()];
      const { organizationId } = await aPerson(old, {
        [old]: [['AZ-800', '2026-03-01']],
        [surviving]: [['AZ-801', '2026-03-02']],
      });
      const linkedToSurvivor = await aPerson(surviving, {});
      await merge(old, surviving, AFTER);
      return [
        { organizationId, month: '2026-08', rows: [] },
        { organizationId: linkedToSurvivor.organizationId, month: '2026-08', rows: [] },
        { organizationId, month: '2026-09', rows: [`${surviving} WS-HYBRID until 2027-03-02`] },
      ];
    },
  ],
  [
    'shows what exams had earned before its refresh, whatever exam was reported later',
    async () => {
      const linked = aProfile();
      const { organizationId } = await aPerson(linked, {
        [linked]: [
          ['AZ-800', '2026-03-01'],
          ['AZ-801', '2026-03-05'],
        ],
      });
      credits.clock.set(AFTER);
      await record(linked, 'AZ-801', '2026-02-01');
      return [{ organizationId, month: '2026-08', rows: [`${linked} WS-HYBRID until 2027-03-05`] }];
    },
  ],
  [
    'counts at each organization what its own profile had at the refresh',
    async () => {
      const [old, surviving] = [aProfile(), aProfile()];
      const one = await aPerson(old, { [old]: [['IAM', '2026-02-01']] });
      const other = await aPerson(surviving, { [surviving]: [['IAM', '2026-04-01']] });
      credits.clock.set(AFTER);
      const ended = { endedAt: AFTER, endReason: 'MOVED_TO_ANOTHER_ORGANIZATION', version: 2 };
      await credits.tell(associationChanged.type, { ...one.association, ...ended });
      await merge(old, surviving, AFTER);
      return [
        { organizationId: one.organizationId, month: '2026-08', rows: [`${old} IAM until 2027-02-01`] },
        { organizationId: other.organizationId, month: '2026-08', rows: [`${surviving} IAM until 2027-04-01`] },
      ];
    },
  ],
];

/** A linked profile, and another profile of the same person. */
async function aPair() {
  const [old, surviving] = [aProfile(), aProfile()];
  const { organizationId } = await aPerson(old, {
    [old]: [['AZ-NET', '2026-03-01']],
    [surviving]: [['IAM', '2026-02-01']],
  });
  return { organizationId, old, surviving };
}

const expected = new Map<string, Expected[]>();
beforeAll(async () => {
  // The jobs run by the minutes of the real clock, so publication is blocked until every event has occurred.
  credits = await testCredits({ workers: false });
  for (const [title, run] of CASES) expected.set(title, await run());
  credits.clock.set('2026-09-11T00:00:00.000Z');
  await whileWorking(credits, async () => {
    for (const { organizationId, month } of [...expected.values()].flat()) {
      await published(credits, organizationId, month);
    }
  });
});
afterAll(async () => credits.stop());

it.each(CASES)('a report that is published late %s', async (title) => {
  for (const { organizationId, month, rows } of expected.get(title) ?? []) {
    const shown = (await report(credits, organizationId, { month }))?.rows.nodes ?? [];
    const texts = shown.map((row) => `${row.profileId} ${row.credential.code} until ${row.expiresOn}`);
    expect(texts.sort()).toEqual(rows);
  }
});
