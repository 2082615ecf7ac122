import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countMissingCredits } from '@app/credits/credits/application/count-credits';
import { creditsDataSource } from '@app/credits/database/data-source';
import { MIGRATIONS } from '@app/credits/database/migrations';
import { compactHolderChanges } from '@app/credits/holdings/application/compact-holder-changes';
import { loadRules } from '@app/credits/rules/store/load-rules';
import { startCredits } from '@app/credits/server';
import { prepareService } from '@app/subgraph-kit/database/prepare-service';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { testRolePasswords } from '@app/test-kit/database';
import { type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import type pg from 'pg';
import { type Bench, benchmark, growthOf, median, secondsSince, urlOf } from './harness.js';

// Scores and foresight of organizations of a hundredth, a tenth and all of 100,000 users with ten achievements each, through
// HTTP as the gateway asks, with their growth, and the time to calculate all holdings. Arguments: number of users, --plans.
const ROUNDS = 7;
const rules = loadRules();
const codes = rules.catalog.credentials.filter(({ source }) => source === 'MICROSOFT_LEARN').map(({ code }) => code);
const log = createLog('bench');
log.level = 'silent';

await benchmark('scores', async ({ serverUrl, admin, print, hasFlag, arguments: [count = '100000'] }) => {
  const most = Number(count);
  await prepareService({ adminUrl: serverUrl, service: 'credits', migrations: MIGRATIONS, ...testRolePasswords });
  const databaseUrl = urlOf(serverUrl, { user: 'credits_app', password: testRolePasswords.appPassword });
  const workerDatabaseUrl = urlOf(serverUrl, { user: 'credits_worker', password: testRolePasswords.workerPassword });
  const dataSource = await creditsDataSource(databaseUrl).initialize();
  const dependencies = { dataSource, clock: systemClock, rules, creditDeadlineDays: 10, reportDay: 10 };
  const keys = await testIdentityKeys();
  const service = await startCredits(
    {
      databaseUrl,
      workerDatabaseUrl,
      production: false,
      publicUrl: 'https://skill-link.example',
      webhookPorts: [443],
      webhookNetworks: [],
      host: '127.0.0.1',
      port: 0,
      verifyKey: keys.verifyKeyJwk,
      eventSigningSecret: 'a secret that only the bench ever knows',
      consumers: { identity: 'http://127.0.0.1:9' },
      embeddedWorkers: false,
      creditDeadlineDays: 10,
      reportDay: 10,
      exportsFolder: mkdtempSync(join(tmpdir(), 'skill-link-bench-')),
      exportsBucket: null,
    },
    { log },
  );
  const organizations: string[] = [];
  const calculated: number[] = [];
  for (const people of [most / 100, most / 10, most]) {
    const id = await fill(admin, people);
    await admin.query('ANALYZE');
    const begun = performance.now();
    await countMissingCredits(dependencies, 'every-open-link');
    print(`${people} users, ${people * 10} achievements: counted and calculated in ${secondsSince(begun)} s`);
    calculated.push(((performance.now() - begun) * 1_000) / (people * 10));
    organizations.push(id);
  }
  print(`counting and calculating an achievement ${growthOf(calculated, 'µs')}`);
  const begun = performance.now();
  await compactHolderChanges({ dataSource });
  print(`changes compacted in ${secondsSince(begun)} s`);
  await admin.query('VACUUM ANALYZE');
  for (const table of ['holding', 'holder_change', 'holder_change_daily', 'holder_change_monthly', 'credit']) {
    const { rows } = await admin.query(
      `SELECT count(*) AS rows, pg_size_pretty(pg_total_relation_size('credits.${table}')) AS size FROM credits.${table}`,
    );
    print(`${table}: ${rows[0].rows} rows, ${rows[0].size}`);
  }
  const bearer = await keys.bearerFor(
    { kind: 'operator', clientId: 'bench', permissions: ['reports:read.pii'] },
    'credits',
    systemClock,
  );
  const client = graphqlClient(`${service.url}/graphql`, bearer);
  const questions = {
    designations: 'designations { code scoreExact gaps { peopleMissing } }',
    'designations, everything':
      'designations { code metrics { steps { peopleHave people(first: 100) credentials { code } } } }',
    'designations next year': 'designations(on: "2027-11-01") { code scoreExact }',
    specializations: 'specializations { code skilling requirements { peopleHave } }',
    'forecast, 12 months': 'forecast { on designation skillingPoints attainable }',
    risks: 'risks(first: 100) { personRef designation pointsLost closesStep cause on }',
    cheapestPath: 'cheapestPath(designation: "infrastructure") { personRef credential { code } pointsGained }',
    simulate: 'simulate(input: { gain: [{ credentialCode: "AZ-ADMIN" }] }) { code scoreExact }',
    'credits, a page of 100 with reasons':
      'credits(first: 100) { nodes { state reasons contributesTo { designation points } } }',
  };
  for (const [name, fields] of Object.entries(questions)) {
    print(`${name.padEnd(38)} ${growthOf(await measure(client, organizations, fields), 'ms')}`);
  }
  if (hasFlag('--plans')) await plans({ admin, print }, organizations.at(-1) ?? '');
  await service.stop();
  await dataSource.destroy();
});

/** All users are linked and have ten credentials, some renewed, some expired long ago; the first few are the most common. */
async function fill(admin: pg.Client, people: number): Promise<string> {
  const organizationId = randomUUID();
  const start = Number((await admin.query('SELECT count(*) AS n FROM credits.person')).rows[0].n);
  await admin.query("SELECT setseed(0.5), set_config('app.tenant_scope', 'every-organization', false)");
  await admin.query('SET session_replication_role = replica');
  await admin.query(
    `INSERT INTO credits.organization (id, version, name, partner_id, registered_at) VALUES ($1, 1, 'Large', '1000001', '2024-01-01')`,
    [organizationId],
  );
  await admin.query(
    'CREATE TEMP TABLE person AS SELECT n, uuidv7() AS user_id FROM generate_series(1, $1::integer) AS n',
    [people],
  );
  await admin.query(
    `INSERT INTO credits.user_account (id, version, organization_id, email, display_name, status)
     SELECT user_id, 1, $1, 'p' || n || '@firm.example', 'Person ' || n, 'ACTIVE' FROM person`,
    [organizationId],
  );
  await admin.query('INSERT INTO credits.person (organization_id, user_id) SELECT $1, user_id FROM person', [
    organizationId,
  ]);
  await admin.query(
    `INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
     SELECT uuidv7(), 1, 'MICROSOFT_LEARN', (1000000 + $2 + n)::text, user_id, $1, '2025-01-10' FROM person`,
    [organizationId, start],
  );
  await admin.query(
    `CREATE TEMP TABLE reported AS
     SELECT uuidv7() AS id, (1000000 + $1 + n)::text AS profile_id, code,
       now() - random() * interval '700 days' AS achieved_at
     FROM person CROSS JOIN LATERAL (
       SELECT DISTINCT ($2::text[])[1 + floor(power(random(), 2) * cardinality($2::text[]) + n * 0)::integer] AS code
       FROM generate_series(1, 14)) AS earned
     WHERE code IS NOT NULL`,
    [start, codes],
  );
  await admin.query(
    'DELETE FROM reported WHERE ctid IN (SELECT ctid FROM (SELECT ctid, row_number() OVER (PARTITION BY profile_id ORDER BY id) AS place FROM reported) AS placed WHERE place > 10)',
  );
  await admin.query(
    `INSERT INTO credits.achievement (id, source, profile_id, credential_code, achieved_at, expires_on, recorded_at)
     SELECT id, 'MICROSOFT_LEARN', profile_id, code, achieved_at, (achieved_at + interval '1 year')::date, achieved_at FROM reported`,
  );
  await admin.query(
    `INSERT INTO credits.achievement_report (source, external_id, profile_id, credential_code, achieved_at, recorded_at, achievement_id)
     SELECT 'MICROSOFT_LEARN', id::text, profile_id, code, achieved_at, achieved_at, id FROM reported`,
  );
  await admin.query('DROP TABLE person, reported');
  await admin.query('SET session_replication_role = DEFAULT');
  return organizationId;
}

/** The medians of several rounds, after one that warms up. Organizations take turns, so that all meet the same machine. */
async function measure(client: GraphqlClient, ids: readonly string[], fields: string): Promise<number[]> {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { ${fields} } } }`;
  const times = ids.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [index, id] of ids.entries()) {
      const begun = performance.now();
      const { errors } = await client.execute(query, { of: [{ __typename: 'Organization', id }] });
      if (errors) throw new Error(JSON.stringify(errors));
      if (round > 0) times[index]?.push(performance.now() - begun);
    }
  return times.map(median);
}

async function plans({ admin, print }: Pick<Bench, 'admin' | 'print'>, organizationId: string): Promise<void> {
  await admin.query(`SET ROLE credits_app`);
  await admin.query("SELECT set_config('app.organization_id', $1, false), set_config('app.tenant_scope', '', false)", [
    organizationId,
  ]);
  await admin.query('SET search_path = credits');
  for (const [name, text] of Object.entries({
    'number of holders of every list': `SELECT list.id,
        (SELECT sum(change) FROM holder_change_monthly WHERE organization_id = '${organizationId}' AND list_id = list.id
          AND month < date_trunc('month', current_date)::date),
        (SELECT sum(change) FROM holder_change_daily WHERE organization_id = '${organizationId}' AND list_id = list.id
          AND day BETWEEN date_trunc('month', current_date)::date AND current_date),
        (SELECT sum(change) FROM holder_change WHERE organization_id = '${organizationId}' AND list_id = list.id AND day <= current_date)
      FROM credential_list list`,
    'first to pay of a credential': `SELECT found.person_ref FROM (
        SELECT month::date FROM generate_series(date_trunc('month', current_date), (
          SELECT max(until_month) FROM holding WHERE organization_id = '${organizationId}' AND credential_code = 'AZ-ADMIN'
            AND until_month < 'infinity'), '1 month') AS month
        UNION ALL SELECT 'infinity') AS ending
      CROSS JOIN LATERAL (
        SELECT * FROM holding WHERE organization_id = '${organizationId}' AND credential_code = 'AZ-ADMIN'
          AND until_month = ending.month AND counts_from <= current_date AND (counts_until IS NULL OR counts_until > current_date)
        ORDER BY achieved_at, person_ref LIMIT 100) AS found
      ORDER BY found.achieved_at, found.person_ref LIMIT 100`,
  })) {
    const { rows } = await admin.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${text}`);
    print(`\n${name}\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`);
  }
}
