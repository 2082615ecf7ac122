import { randomUUID } from 'node:crypto';
import { violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { Client } from 'pg';
import { type TestCredits, testCredits } from '../../support/credits.js';
import { completed } from '../../support/training.js';

let credits: TestCredits;
let organizationId: string;
let app: Client;
beforeAll(async () => {
  credits = await testCredits();
  organizationId = await credits.anOrganization();
  const { profileId } = await credits.aLink(await credits.aUser(organizationId));
  await credits.record([
    { externalId: 'one', profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-05-04T10:00:00.000Z' },
    completed(profileId, 'learn.one', '2026-05-04'),
  ]);
  await credits.allCounted();
  await credits.sql(
    `INSERT INTO credits.partner_figure (organization_id, metric, value, holds_from, recorded_at, recorded_by)
     VALUES ($1, 'totalAcrUsd', 5, '2026-07-01', now(), 'test')`,
    [organizationId],
  );
  app = new Client({ connectionString: credits.database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await credits.stop();
});

const TABLES = [
  'organization',
  'user_account',
  'association',
  'person',
  'credit',
  'partner_figure',
  'learner',
  'completion_change',
];

async function rowsSeen(reach: { organizationId?: string; reach?: string }): Promise<number[]> {
  await app.query('BEGIN');
  await app.query("SELECT set_config('app.organization_id', $1, true), set_config('app.tenant_scope', $2, true)", [
    reach.organizationId ?? '',
    reach.reach ?? '',
  ]);
  const counts: number[] = [];
  for (const table of TABLES) {
    const { rows } = await app.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table}`);
    counts.push(rows[0]?.count ?? -1);
  }
  await app.query('ROLLBACK');
  return counts;
}

describe('database', () => {
  it('shows rows of an organization within the tenant scope only', async () => {
    expect(await rowsSeen({})).toEqual(TABLES.map(() => 0));
    expect(await rowsSeen({ organizationId: randomUUID() })).toEqual(TABLES.map(() => 0));
    expect(await rowsSeen({ organizationId })).toEqual(TABLES.map(() => 1));
    expect(await rowsSeen({ reach: 'every-organization' })).toEqual(TABLES.map(() => 1));
  });

  it('rejects a row for an organization outside of the tenant scope', async () => {
    await app.query('BEGIN');
    await app.query("SELECT set_config('app.organization_id', $1, true)", [randomUUID()]);
    const write = app.query('INSERT INTO person (organization_id, user_id) VALUES ($1, $2)', [
      organizationId,
      randomUUID(),
    ]);
    await expect(write).rejects.toThrow(/row-level security/);
    await app.query('ROLLBACK');
  });

  it.each([
    [
      'an externalId twice',
      'achievement_report_external_id',
      `INSERT INTO credits.achievement_report
    (source, external_id, profile_id, credential_code, achieved_at, recorded_at) VALUES ('MICROSOFT_LEARN', 'one', '12345', 'AZ-ADMIN', now(), now())`,
    ],
    [
      'a second credit for one achievement',
      'credit_once',
      `INSERT INTO credits.credit (achievement_id, organization_id,
    association_id, user_id, person_ref, credential_code, achieved_at, associated_at, expected_by)
    SELECT achievement_id, organization_id, association_id, user_id, person_ref, credential_code, achieved_at, associated_at, expected_by FROM credits.credit`,
    ],
    [
      'a revocation without a reason',
      'achievement_report_revocation',
      `UPDATE credits.achievement_report SET revoked_at = now()`,
    ],
    ['an unknown learning source', 'achievement_source', `UPDATE credits.achievement SET source = 'ELSEWHERE'`],
    [
      'a due date before the achievement',
      'credit_expected_by',
      `UPDATE credits.credit SET expected_by = achieved_at - interval '1 day'`,
    ],
  ])('rejects %s, even by hand', async (_what, constraint, statement) => {
    const failure = await credits.sql(statement).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(violatedConstraint(failure)).toBe(constraint);
  });

  it('grants the worker role no table of the service', async () => {
    const worker = new Client({ connectionString: credits.database.workerUrl });
    await worker.connect();
    await expect(worker.query('SELECT FROM credits.credit')).rejects.toThrow(/permission denied/);
    await worker.end();
  });
});
