import { expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, type TestCredits, testCredits } from '../../support/credits.js';
import { type FileRow, query, rowsIn } from '../../support/export-readers.js';
import { contentOf, made, request, type ShownExport, shown } from '../../support/exports.js';
import { published, type Report, report } from '../../support/skills-reports.js';

const FORMATS = ['CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX'];
const DATASETS = ['SKILLS_REPORT', 'CREDITS', 'ASSOCIATIONS', 'LEARN_ANALYTICS'];
/** Names that break a careless writer or that a spreadsheet would run. */
const NAMES = [
  '=1+1',
  'Ada "the" Lovelace, first',
  'Ünïcödé 漢字 \\N \\t',
  '@home',
  '-2+3',
  'Grace <&> _x0041_ ; \u{1F469}',
  '＝SUM(A1)',
  'Zed',
];

let credits: TestCredits;
let organizationId: string;
let users: { id: string; displayName: string; email: string; profileId: string }[];

beforeAll(async () => {
  credits = await testCredits({ now: '2026-07-05T12:00:00.000Z' });
  organizationId = await credits.anOrganization();
  users = [];
  for (const [place, displayName] of NAMES.entries()) {
    const email = `person.${place}@contoso.example`;
    const user = await credits.aUser(organizationId, { displayName, email, department: '+R&D', country: 'GB' });
    const link = await credits.aLink(user, { startedAt: `2026-02-0${place + 1}T00:00:00.123Z` });
    users.push({ id: user.id, displayName, email, profileId: link.profileId });
  }
  const [unnamed] = await credits.sql<{ code: string }>(`SELECT code FROM credits.catalog_entry
    WHERE NOT named AND kind = 'CERTIFICATION' AND source = 'MICROSOFT_LEARN' AND retired_on IS NULL ORDER BY code LIMIT 1`);
  await credits.record(
    users.flatMap(({ profileId }, place) => [
      { profileId, credentialCode: 'IAM', achievedAt: `2026-05-0${place + 1}T10:00:00.000Z` },
      // Every second one never expires; the first has expired by the time of the export.
      {
        profileId,
        credentialCode: 'PBI-DA',
        achievedAt: `2026-03-0${place + 1}T23:59:59.999Z`,
        expiresOn: place === 0 ? '2026-07-15' : place % 2 === 0 ? '9999-12-31' : '2027-01-31',
        externalId: `pbi-${place}`,
      },
      { profileId, credentialCode: unnamed?.code ?? '', achievedAt: '2026-04-01T00:00:00.000Z' },
      {
        profileId,
        training: {
          uid: `learn.${place % 3}`,
          kind: 'MODULE',
          title: '+SUM(A1:A9)',
          roles: ['=admin', 'user'],
          products: [],
        },
        achievedAt: `2026-05-0${place + 1}T08:00:00.000Z`,
      },
    ]),
  );
  await credits.allCounted();
  credits.clock.set('2026-07-20T00:00:00.000Z');
  await published(credits, organizationId, '2026-07');
  await changeStates();
  await makeTogether();
}, 120_000);
afterAll(() => credits.stop());

const prepared = new Map<string, string>();
const keyOf = ({ dataset, format }: { dataset: string; format: string }) => `${dataset} ${format}`;

/** Makes every dataset in every format, with personal data: all wait in one queue. */
async function makeTogether(): Promise<void> {
  for (const dataset of DATASETS)
    for (const format of FORMATS) {
      const input = { organizationId, dataset, format, includePersonalData: true };
      prepared.set(keyOf(input), expectNoErrors(await request(credits, input)).result.export.id);
    }
  for (;;) {
    const left = await credits.sql("SELECT FROM credits.export WHERE state IN ('QUEUED', 'RUNNING')");
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function withPeople(wanted: { dataset: string; format: string }): Promise<ShownExport> {
  return (await shown(credits, prepared.get(keyOf(wanted)) ?? '')) as ShownExport;
}

/** After the report: one person removed the link, one moved it, one leaves, one credit is revoked, one is pending. */
async function changeStates(): Promise<void> {
  const links = await credits.sql<{ id: string; user_id: string; profile_id: string; started_at: Date }>(
    'SELECT id, user_id, profile_id, started_at FROM credits.association ORDER BY started_at',
  );
  for (const [place, endReason] of ['REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION'].entries()) {
    const link = links[place + 1] as (typeof links)[number];
    const told = { id: link.id, version: 2, profileId: link.profile_id, startedAt: link.started_at.toISOString() };
    const ended = { endedAt: '2026-07-18T00:00:00.000Z', endReason } as const;
    await credits.aLink({ id: link.user_id, organizationId }, { ...told, ...ended } as never);
  }
  const leaver = users[3] as (typeof users)[number];
  const leaving = { deactivatedAt: '2026-07-18T00:00:00.000Z', leavesReportAt: '2026-08-10T00:00:00.000Z' };
  await credits.aUser(organizationId, { ...leaver, ...leaving, version: 2, status: 'DEACTIVATED' });
  const feed = await credits.as({ kind: 'operator', clientId: 'learn', permissions: ['achievements:write'] });
  const revoked = await feed.execute(
    'mutation { revokeAchievement(input: { source: MICROSOFT_LEARN, externalId: "pbi-4", reason: "test" }) { __typename } }',
  );
  expectNoErrors(revoked);
  await credits.allCounted();
  // Nothing counts the credit that is pending from now on.
  await credits.sql(`INSERT INTO credits_worker._private_job_queues (queue_name, locked_at, locked_by)
    SELECT task, now(), 'the test' FROM unnest('{count-waiting-credits,count-missing-credits}'::text[]) AS task
    ON CONFLICT (queue_name) DO UPDATE SET locked_at = now(), locked_by = 'the test'`);
  await credits.sql(`UPDATE credits.credit SET counted_at = NULL
    WHERE credential_code = 'IAM' AND user_id = '${users[5]?.id}'`);
}

/** In CSV and TSV text that looks like a formula begins with an apostrophe. */
function withoutApostrophes(rows: readonly FileRow[]): FileRow[] {
  const strip = (value: unknown) => (typeof value === 'string' && /^'[=+\-@＝]/.test(value) ? value.slice(1) : value);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value.map(strip) : strip(value)]),
    ),
  );
}

async function rowsOf(one: ShownExport): Promise<FileRow[]> {
  const rows = await rowsIn(one.format, await contentOf(credits, one), one.columns);
  expect(rows).toHaveLength(one.rows ?? -1);
  return ['CSV', 'TSV'].includes(one.format) ? withoutApostrophes(rows) : rows;
}

describe.each(FORMATS)('an export as %s', (format) => {
  const file = ({ dataset }: { dataset: string }) => withPeople({ dataset, format });

  it('of a Skills Report has the rows that the API answers, in their order', async () => {
    const { rows } = (await report(credits, organizationId, { month: '2026-07' })) as Report;
    const expected = rows.nodes.map((row) => ({
      month: '2026-07',
      person_ref: row.personRef,
      person_name: row.personName,
      email: row.email,
      profile_id: row.profileId,
      department: '+R&D',
      country: 'GB',
      source: row.source,
      credential_code: row.credential.code,
      kind: row.credential.kind,
      achieved_at: row.achievedAt,
      expires_on: row.expiresOn,
      associated_since: row.associatedSince,
      relevant_to: row.relevantTo,
      leaving: row.leaving,
    }));
    const found = await rowsOf(await file({ dataset: 'SKILLS_REPORT' }));
    expect(found.map(({ credential_title, level, ...row }) => row)).toEqual(expected);
    expect(found.every(({ credential_title: title, level }) => title !== null && level === 'ASSOCIATE')).toBe(true);
  });

  it('of credits has every credit with the state and the reason that the API answers', async () => {
    const answer = await credits.entity(
      'Organization',
      organizationId,
      `credits(first: 100, orderBy: ACHIEVED_AT_ASC) { nodes { id personRef state associatedAt expectedBy countedAt dropsAt
        person { id } achievement { source achievedAt expiresOn credential { code title kind level } } } }`,
      AUDITOR,
    );
    type Credential = Record<'code' | 'title' | 'kind' | 'level', string>;
    type Achievement = Record<'source' | 'achievedAt' | 'expiresOn', string> & { credential: Credential };
    type Node = Record<
      'id' | 'personRef' | 'state' | 'associatedAt' | 'expectedBy' | 'countedAt' | 'dropsAt',
      string
    > & {
      achievement: Achievement;
      person: { id: string };
    };
    const [entity] = expectNoErrors(answer)._entities as unknown as [{ credits: { nodes: Node[] } }];
    const { nodes } = entity.credits;
    const expected = nodes.map(({ achievement, person, ...credit }) => ({
      credit_id: credit.id,
      person_ref: credit.personRef,
      person_name: users.find(({ id }) => id === person.id)?.displayName,
      email: users.find(({ id }) => id === person.id)?.email,
      source: achievement.source,
      credential_code: achievement.credential.code,
      credential_title: achievement.credential.title,
      kind: achievement.credential.kind,
      level: achievement.credential.level,
      achieved_at: achievement.achievedAt,
      expires_on: achievement.expiresOn,
      associated_at: credit.associatedAt,
      expected_by: credit.expectedBy,
      counted_at: credit.countedAt,
      drops_at: credit.dropsAt,
      state: credit.state,
    }));
    const found = await rowsOf(await file({ dataset: 'CREDITS' }));
    expect(found.map(({ reason, ...row }) => row)).toEqual(expected);
    const pairs = new Set(found.map(({ state, reason }) => `${String(state)} ${String(reason)}`));
    expect([...pairs].sort()).toEqual([
      'COUNTED null',
      'DROPPED MOVED_AWAY',
      'DROPPED NOT_LINKED',
      'DROP_SCHEDULED null',
      'NOT_COUNTED EXPIRED',
      'NOT_COUNTED NOT_IN_ANY_REQUIREMENT',
      'NOT_COUNTED REVOKED',
      'PENDING LAG',
    ]);
  });

  it('of associations has every link, open and ended', async () => {
    const found = await rowsOf(await file({ dataset: 'ASSOCIATIONS' }));
    const reasons = [null, 'REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', null, null, null, null, null];
    const expected = users.map(({ displayName, email, profileId }, place) => ({
      person_name: displayName,
      email,
      profile_id: profileId,
      source: 'MICROSOFT_LEARN',
      started_at: `2026-02-0${place + 1}T00:00:00.123Z`,
      ended_at: reasons[place] === null ? null : '2026-07-18T00:00:00.000Z',
      end_reason: reasons[place],
    }));
    expect(found.map(({ association_id, person_ref, ...row }) => row)).toEqual(expected);
  });

  it('of Learn analytics has the completions of the people who are linked', async () => {
    const found = await rowsOf(await file({ dataset: 'LEARN_ANALYTICS' }));
    const linked = users.filter((_, place) => place !== 1 && place !== 2);
    expect(
      found.map(({ email, completed_at, uid, title, roles, products }) => ({
        email,
        completed_at,
        uid,
        title,
        roles,
        products,
      })),
    ).toEqual(
      linked.map(({ email }) => {
        const place = Number(email.slice(7, 8));
        const [completed_at, uid] = [`2026-05-0${place + 1}T08:00:00.000Z`, `learn.${place % 3}`];
        return { email, completed_at, uid, title: '+SUM(A1:A9)', roles: ['=admin', 'user'], products: [] };
      }),
    );
    const answer = await credits.entity(
      'Organization',
      organizationId,
      'learnAnalytics(from: "2026-05-01", to: "2026-05-31") { trainedIndividuals moduleCompletions }',
    );
    expect(answer.data?._entities[0]).toEqual({
      learnAnalytics: { trainedIndividuals: 6, moduleCompletions: found.length },
    });
  });

  it('of an organization without data has its columns and no rows', async () => {
    const empty = await credits.anOrganization();
    const one = await made(credits, { organizationId: empty, dataset: 'CREDITS', format });
    expect(one).toMatchObject({ state: 'READY', rows: 0, rowsExpected: 0 });
    expect(await rowsIn(format, await contentOf(credits, one), one.columns)).toEqual([]);
  });
});

describe('personal data', () => {
  it.each(DATASETS)('of %s are in no file that was requested without them', async (dataset) => {
    const layouts = dataset === 'SKILLS_REPORT' ? ['STANDARD', 'PARTNER_CENTER_TRAININGS'] : ['STANDARD'];
    // Text formats and encoded ones.
    for (const layout of layouts)
      for (const format of ['CSV', 'PARQUET']) {
        const one = await made(credits, { organizationId, dataset, format, layout });
        expect(one.columns.filter(({ personal }) => personal)).toEqual([]);
        const text = JSON.stringify(await rowsIn(format, await contentOf(credits, one), one.columns));
        for (const { displayName, email, profileId } of users)
          for (const secret of [JSON.stringify(displayName).slice(1, -1), email, profileId, '+R&D'])
            expect([dataset, format, layout, text.includes(secret)]).toEqual([dataset, format, layout, false]);
        expect(text).toContain((await refs())[0]);
      }
  });

  it('cannot be inferred from the order of a report: without names it is that of the references', async () => {
    const found = await rowsOf(await made(credits, { organizationId, format: 'JSONL' }));
    const inOrder = found.map(({ person_ref: ref }) => String(ref));
    expect(inOrder).toEqual([...inOrder].sort());
  });

  const refs = async () =>
    (await credits.sql<{ ref: string }>('SELECT ref FROM credits.person WHERE user_id = $1', [users[0]?.id])).map(
      ({ ref }) => ref,
    );
});

describe('text that looks like a formula', () => {
  const content = async (format: string) =>
    contentOf(credits, await withPeople({ format, dataset: 'LEARN_ANALYTICS' }));

  it('begins with an apostrophe in CSV and TSV', async () => {
    for (const [format, separator] of [
      ['CSV', ','],
      ['TSV', '\t'],
    ] as const) {
      const text = (await content(format)).toString();
      expect(text).toContain(`${separator}'=1+1${separator}`);
      expect(text).toContain(`${separator}'＝SUM(A1)${separator}`);
      expect(text).toContain(`${separator}'+SUM(A1:A9)${separator}'=admin;user${separator}`);
      expect(text).not.toMatch(new RegExp(`(^|${separator})[=+@＝-]`, 'm'));
    }
  });

  it('is unchanged in JSONL and Parquet', async () => {
    expect((await content('JSONL')).toString()).toContain('"person_name":"=1+1"');
    const names = await query(await content('PARQUET'), 'SELECT DISTINCT person_name FROM file ORDER BY 1');
    expect(names.map(({ person_name: name }) => name)).toContain('=1+1');
  });
});

describe('Parquet', () => {
  it('has types that DuckDB knows: instants in UTC, days, lists, booleans; required columns are required', async () => {
    const one = await withPeople({ dataset: 'SKILLS_REPORT', format: 'PARQUET' });
    const content = await contentOf(credits, one);
    const types = await query(content, 'SELECT column_name AS name, column_type AS type FROM (DESCRIBE file)');
    expect(Object.fromEntries(types.map(({ name, type }) => [name, type]))).toMatchObject({
      person_ref: 'VARCHAR',
      achieved_at: 'TIMESTAMP WITH TIME ZONE',
      expires_on: 'DATE',
      relevant_to: 'VARCHAR[]',
      leaving: 'BOOLEAN',
    });
  });
});

describe('the layout PARTNER_CENTER_TRAININGS', () => {
  it('has the columns of trainings exports of Partner Center in their order', async () => {
    const one = await made(credits, { organizationId, layout: 'PARTNER_CENTER_TRAININGS', includePersonalData: true });
    expect(one.fileName).toBe('partner-center-trainings-2026-07.csv');
    const [header, ...lines] = (await contentOf(credits, one)).toString().split('\n');
    expect(header).toBe(
      'TrainingActivityId,TrainingTitle,TrainingType,IndividualFirstName,IndividualLastName,Email,CorpEmail,TrainingCompletionDate,Month,IcMCP,MCPID,MPNId,PartnerName,PartnerCityLocation,PartnerCountryLocation,ExpirationDate,ActivationStatus',
    );
    expect(lines).toContain(
      `PBI-DA,Power BI Data Analyst Associate,Certification,Zed,,,person.7@contoso.example,2026-03-08 23:59:59,Mar-26,1,${users[7]?.profileId},1000001,Contoso,,,2027-01-31 00:00:00,Active`,
    );
  });

  it('has the reference of the person as MCPID without personal data', async () => {
    const one = await made(credits, { organizationId, layout: 'PARTNER_CENTER_TRAININGS', format: 'JSONL' });
    const [row] = await rowsIn('JSONL', await contentOf(credits, one), one.columns);
    expect(row).toMatchObject({
      IndividualFirstName: null,
      CorpEmail: null,
      MCPID: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });
});
