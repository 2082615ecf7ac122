import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** All users are linked for long with ten credentials, more of them the first ones; one of a hundred leaves. */
export async function fillOrganization(admin: pg.Client, people: number, relevant: readonly string[]): Promise<string> {
  const organizationId = randomUUID();
  await admin.query('SET session_replication_role = replica');
  await admin.query("SELECT setseed(0.5), set_config('app.tenant_scope', 'every-organization', false)");
  const start = Number((await admin.query('SELECT count(*) AS n FROM credits.user_account')).rows[0].n);
  await admin.query(
    `INSERT INTO credits.organization (id, version, name, partner_id, registered_at) VALUES ($1, 1, 'Large', '1000001', '2025-01-01')`,
    [organizationId],
  );
  await admin.query(
    `CREATE TEMP TABLE person AS SELECT n, uuidv7() AS user_id FROM generate_series(1, $1::integer) AS n`,
    [people],
  );
  await admin.query(
    `INSERT INTO credits.user_account (id, version, organization_id, email, display_name, status, leaves_report_at)
     SELECT user_id, 1, $1, 'p' || n || '@firm.example', 'Person ' || lpad(((n * 7919::bigint) % $2)::text, 6, '0'), 'ACTIVE',
       CASE WHEN n % 100 = 0 THEN '2026-09-10'::timestamptz END FROM person`,
    [organizationId, people],
  );
  await admin.query(
    `INSERT INTO credits.offboarding (user_id, started_at, organization_id, leaves_report_at)
     SELECT user_id, '2026-08-02', $1, '2026-09-10' FROM person WHERE n % 100 = 0`,
    [organizationId],
  );
  await admin.query(`INSERT INTO credits.person (organization_id, user_id) SELECT $1, user_id FROM person`, [
    organizationId,
  ]);
  await admin.query(
    `INSERT INTO credits.association (id, version, source, profile_id, user_id, organization_id, started_at)
     SELECT uuidv7(), 1, 'MICROSOFT_LEARN', (1000000 + $2 + n)::text, user_id, $1, '2026-01-10' FROM person`,
    [organizationId, start],
  );
  // Some 60 credentials, each held by fewer people than the one before; all of them still count at both refreshes.
  await admin.query(
    `INSERT INTO credits.achievement (source, profile_id, credential_code, achieved_at, expires_on, recorded_at, rules_version)
     SELECT 'MICROSOFT_LEARN', (1000000 + $2 + n)::text, code, achieved_at,
       CASE WHEN place % 10 <> 0 THEN (achieved_at + interval '1 year')::date END, achieved_at + interval '1 day',
       coalesce((SELECT version FROM credits.rule_data), '')
     FROM person CROSS JOIN LATERAL (
       SELECT code, place, '2025-08-12'::timestamptz + random() * interval '320 days' + n * interval '0 s' AS achieved_at
       FROM unnest($1::text[]) WITH ORDINALITY AS known (code, place)
       ORDER BY random() * place ^ 2 + n * 0 LIMIT 10) AS earned`,
    [relevant, start],
  );
  // One of a hundred people earns another credential between the two refreshes.
  await admin.query(
    `INSERT INTO credits.achievement (source, profile_id, credential_code, achieved_at, recorded_at, rules_version)
     SELECT 'MICROSOFT_LEARN', (1000000 + $2 + n)::text, $1, '2026-07-20', '2026-07-20',
       coalesce((SELECT version FROM credits.rule_data), '')
     FROM person WHERE n % 100 = 1`,
    [relevant.at(-1), start],
  );
  await admin.query('DROP TABLE person');
  return organizationId;
}
