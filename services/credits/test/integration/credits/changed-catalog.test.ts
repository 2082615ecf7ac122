import { expectNoErrors, graphqlClient } from '@app/test-kit/graphql-client';
import { Client } from 'pg';
import { AUDITOR, type TestCredits, testCredits } from '../../support/credits.js';
import { rulesWith } from '../../support/rule-folder.js';
import { holder, nothingIsLeftToTake, published, whileWorking } from '../../support/skills-reports.js';

/**
 * The same rule data, except that AZ-ADMIN is valid for two years and M365-FUND no longer counts from August 2026 on.
 */
const OTHER = rulesWith({
  'AZ-ADMIN': { validity: 'P2Y' },
  'M365-FUND': { retirement: { date: '2026-03-31', countsThrough: '2026-07-31' } },
});
const FIELDS = `recalculation { peopleLeft }
  credits(first: 10, orderBy: CREDENTIAL_ASC) { nodes { state reasons achievement { expiresOn credential { code } } contributesTo { points } } }
  designations { code metrics { code steps { peopleHave credentials { code } } } }
  forecast(months: 12) { on designation skillingPoints }`;

let credits: TestCredits;
beforeAll(async () => {
  // Each test starts the processes below itself: it depends on which process runs with which rule data.
  credits = await testCredits({ workers: false, now: '2026-08-01T12:00:00.000Z' });
});
afterAll(async () => credits.stop());

type Answer = {
  recalculation: { peopleLeft: number } | null;
  credits: {
    nodes: {
      state: string;
      reasons: string[];
      achievement: { expiresOn: string | null; credential: { code: string } };
    }[];
  };
  designations: { metrics: { steps: { peopleHave: number; credentials: { code: string }[] }[] }[] }[];
  forecast: { on: string; designation: string; skillingPoints: number }[];
};

type Held = { client: Client; release(): Promise<void> };
/** A session that holds a lock until it is released. */
async function holding(...statements: string[]): Promise<Held> {
  const client = new Client({ connectionString: credits.database.adminUrl });
  await client.connect();
  await client.query('BEGIN');
  for (const statement of statements) await client.query(statement);
  return { client, release: () => client.end() };
}
const WAITING = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND usename <> current_user AND wait_event_type = 'Lock'`;

async function ask(organizationId: string, url = credits.url): Promise<Answer> {
  const bearer = await credits.keys.bearerFor(AUDITOR, 'credits', credits.clock);
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { ${FIELDS} } } }`;
  const of = [{ __typename: 'Organization', id: organizationId }];
  const answer = await graphqlClient(`${url}/graphql`, bearer).execute<{ _entities: Answer[] }>(query, { of });
  return expectNoErrors(answer)._entities[0] as Answer;
}

/** Who counts according to credits, to the score, and to the score of today in the forecast. */
function summary({ credits: { nodes }, designations, forecast, recalculation }: Answer) {
  const peopleWith = (code: string) =>
    designations
      .flatMap(({ metrics }) => metrics.flatMap(({ steps }) => steps))
      .find(({ credentials }) => credentials.some((one) => one.code === code))?.peopleHave;
  const next = forecast.find(({ on, designation }) => on === '2026-09-01' && designation === 'modern-work');
  return {
    credits: nodes.map(({ state, reasons, achievement: { credential, expiresOn } }) =>
      [credential.code, expiresOn, state, ...reasons].join(' '),
    ),
    people: [peopleWith('AZ-ADMIN'), peopleWith('M365-FUND')],
    modernWorkNextMonth: next?.skillingPoints,
    recalculation,
  };
}

const BY_OURS = {
  credits: ['AZ-ADMIN 2026-07-01 NOT_COUNTED EXPIRED', 'M365-FUND  COUNTED'],
  people: [0, 1],
  modernWorkNextMonth: 5,
  recalculation: null,
};
const BY_OTHER = {
  credits: ['AZ-ADMIN 2027-07-01 COUNTED STEP_NOT_REACHED', 'M365-FUND  NOT_COUNTED RETIRED'],
  people: [1, 0],
  modernWorkNextMonth: 0,
  recalculation: null,
};

/** Starts a process with the rule data, which recalculates, and stops it. */
async function recalculated<Result>(
  rules: { rulesFolder?: URL },
  look: (url: string) => Promise<Result>,
): Promise<Result> {
  const process = await credits.another({ workers: true, ...rules });
  try {
    await credits.until(async () => {
      await credits.sql("SELECT credits_worker.add_job('recalculate', job_key => 'recalculate')");
      const [row] = await credits.sql<{ versions: number }>(`SELECT count(*)::integer AS versions FROM (
        SELECT rules_version FROM credits.person UNION SELECT rules_version FROM credits.achievement
        UNION SELECT version FROM credits.rule_data) AS known`);
      return row?.versions === 1;
    });
    return await look(process.url);
  } finally {
    await process.stop();
  }
}

it('a changed catalog reaches every answer and the next report, there and back, and recalculation is visible until then', async () => {
  const organizationId = await credits.anOrganization();
  await holder(credits, organizationId, { 'AZ-ADMIN': '2025-07-01', 'M365-FUND': '2024-05-01' });
  await whileWorking(credits, credits.allCounted);
  expect(summary(await ask(organizationId))).toEqual(BY_OURS);

  const waiting = await credits.another({ workers: false, rulesFolder: OTHER });
  const before = await ask(organizationId, waiting.url);
  expect(before.recalculation).toEqual({ peopleLeft: 1 });
  await waiting.stop();
  // A process with the former data answers by it consistently.
  expect(summary(await ask(organizationId))).toEqual(BY_OURS);

  expect(summary(await recalculated({ rulesFolder: OTHER }, (url) => ask(organizationId, url)))).toEqual(BY_OTHER);
  // The process with the former data reports that the stored rows follow from other rules.
  expect((await ask(organizationId)).recalculation).toEqual({ peopleLeft: 1 });

  credits.clock.set('2026-08-10T00:00:00.000Z');
  const report = await recalculated({ rulesFolder: OTHER }, () => published(credits, organizationId, '2026-08'));
  expect(report.rows.nodes.map(({ credential, expiresOn }) => [credential.code, expiresOn])).toEqual([
    ['AZ-ADMIN', '2027-07-01'],
  ]);
  credits.clock.set('2026-08-10T12:00:00.000Z');
  expect(summary(await recalculated({}, (url) => ask(organizationId, url)))).toEqual(BY_OURS);
});

it('rows that a process with former data records are recalculated by the rule data in force, never the other way round', async () => {
  const organizationId = await credits.anOrganization();
  await recalculated({ rulesFolder: OTHER }, async (url) => {
    await holder(credits, organizationId, { 'AZ-ADMIN': '2025-07-01' });
    await credits.until(async () => {
      await credits.sql("SELECT credits_worker.add_job('recalculate', job_key => 'recalculate')");
      const answer = summary(await ask(organizationId, url));
      return answer.recalculation === null && answer.people[0] === 1;
    });
    expect(summary(await ask(organizationId, url)).credits).toEqual(['AZ-ADMIN 2027-07-01 COUNTED STEP_NOT_REACHED']);
  });
  await recalculated({}, async () => undefined);
});

it('an interrupted recalculation continues where it was and reports how many people are left', async () => {
  const organizationId = await credits.anOrganization();
  await credits.sql(
    `INSERT INTO credits.person (organization_id, user_id, holdings_as_of, rules_version)
     SELECT $1, uuidv7(), now(), version FROM credits.rule_data, generate_series(1, 120)`,
    [organizationId],
  );
  const blocker = new Client({ connectionString: credits.database.adminUrl });
  await blocker.connect();
  // The last person; those before are recalculated in a transaction of their own.
  await blocker.query('BEGIN');
  await blocker.query('SELECT FROM credits.person WHERE ctid = (SELECT max(ctid) FROM credits.person) FOR UPDATE');
  const process = await credits.another({ workers: true, rulesFolder: OTHER });
  const stuck = `SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%'`;
  await credits.until(async () => (await credits.sql(stuck)).length > 0);
  const { recalculation } = await ask(organizationId, process.url);
  expect(recalculation?.peopleLeft).toBeGreaterThan(0);
  expect(recalculation?.peopleLeft).toBeLessThan(120);
  expect(await (await fetch(`${process.url}/metrics`)).text()).toMatch(
    /credits_recalculation_left\{what="people"\} [1-9]/,
  );
  const done = () =>
    credits.sql(`SELECT organization_id, user_id, holdings_as_of FROM credits.person
      WHERE rules_version = (SELECT version FROM credits.rule_data) ORDER BY 2`);
  const first = await done();
  await credits.sql(`SELECT pg_terminate_backend(pid) FROM (${stuck}) AS stuck`);
  await blocker.end();
  await process.stop();
  credits.clock.advance({ hours: 1 });
  await recalculated({ rulesFolder: OTHER }, async (url) => {
    expect((await ask(organizationId, url)).recalculation).toBeNull();
  });
  expect(await done()).toEqual(expect.arrayContaining(first));
});

const CANDIDATES = Array.from({ length: 2_000 }, (_, nth) => String(700_000 + nth));
/** The advisory lock of a profile, with the number that the service computes. */
function lockOf(source: string, profileId: string): number {
  const name = `profile:${source}:${profileId}`;
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0x7fffffff, 7) % 1024;
}

/** The lock space of the profiles of a feed. */
const PROFILES = 0x6372;

it('a recalculation that waits for a profile of a feed holds no profile that the feed locks later', async () => {
  const [waited, other] = ['PARTNER_UNIVERSITY', 'MICROSOFT_LEARN'] as const;
  const organizationId = await credits.anOrganization();
  const user = await credits.aUser(organizationId);
  const codes = { MICROSOFT_LEARN: 'AZ-ADMIN', PARTNER_UNIVERSITY: 'ASSESS:TEAMS-MTR' };
  const link = async (source: typeof waited | typeof other, fits: (lock: number) => boolean) => {
    const profileId = CANDIDATES.find((id) => fits(lockOf(source, id))) ?? '';
    await credits.aLink(user, { source, profileId });
    const item = { profileId, credentialCode: codes[source], achievedAt: '2026-05-01T00:00:00.000Z' };
    expect(await credits.record([item], { source })).toMatchObject({ recorded: 1 });
    return lockOf(source, profileId);
  };
  const low = await link(waited, (lock) => lock < 100);
  const high = await link(other, (lock) => lock > 900);
  await whileWorking(credits, credits.allCounted);
  const feed = await holding(`SELECT pg_advisory_xact_lock(${PROFILES}, ${low})`);
  const process = await credits.another({ workers: true, rulesFolder: OTHER });
  await credits.until(async () => (await credits.sql(WAITING)).length > 0);
  const { rows } = await feed.client.query(`SELECT pg_try_advisory_xact_lock(${PROFILES}, ${high}) AS free`);
  await feed.release();
  await process.stop();
  await recalculated({}, async () => undefined);
  expect(rows).toEqual([{ free: true }]);
});

it('a process whose rule data is replaced while it publishes reports finishes the current ones and starts no other', async () => {
  credits.clock.set('2026-08-20T00:00:00.000Z');
  for (const code of ['AZ-ADMIN', 'M365-FUND', 'IAM', 'PBI-DA'])
    await holder(credits, await credits.anOrganization(), { [code]: '2026-05-01' });
  await whileWorking(credits, credits.allCounted);
  credits.clock.set('2026-09-10T00:00:00.000Z');
  const taken = async () => (await credits.sql('SELECT FROM credits.skills_report')).length;
  const before = await taken();
  const blocker = await holding('LOCK TABLE credits.skills_report_number IN SHARE MODE');
  const process = await credits.another({ workers: true });
  const underWay = () => credits.sql(`${WAITING} AND query LIKE '%skills_report_number%'`);
  await credits.until(async () => (await underWay()).length > 0);
  const [{ version } = { version: '' }] = await credits.sql<{ version: string }>(
    'SELECT version FROM credits.rule_data',
  );
  await credits.sql("UPDATE credits.rule_data SET version = 'of a process that started since'");
  const few = (await underWay()).length;
  await blocker.release();
  await nothingIsLeftToTake(credits);
  await process.stop();
  expect((await taken()) - before).toBe(few);
  expect(few).toBeLessThan(4);
  await credits.sql('UPDATE credits.rule_data SET version = $1', [version]);
});
