import { prepareService } from '@app/subgraph-kit/prepare-service';
import { emptyDatabase, testRolePasswords } from '@app/test-kit/database';
import { Client } from 'pg';
import { MIGRATIONS } from '../../../src/persistence/migrations/all.js';
import { prepareCredits } from '../../support/credits.js';

const ORGANIZATION = '00000000-0000-4000-8000-000000000001';

it('reports that were published before orders were kept get theirs by the migration', async () => {
  const database = await emptyDatabase();
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const before = MIGRATIONS.slice(
      0,
      MIGRATIONS.findIndex(({ name }) => name.startsWith('OrderSkillsReports')),
    );
    const adminUrl = database.adminUrl;
    await prepareService({ adminUrl, service: 'credits', migrations: before, ...testRolePasswords });
    await client.query("SELECT credits.prepare_skills_reports('2026-08-01')");
    // 300 lines of two credentials; who achieved last is first by name.
    await client.query(
      `INSERT INTO credits.skills_report_row (organization_id, month, leaving, row_no, ref_no, person_no, source,
         credential_code, achieved_at, expires_on, associated_since)
       SELECT $1, '2026-08-01', n % 7 = 0, n, 301 - n, n, 'MICROSOFT_LEARN', CASE WHEN n % 2 = 0 THEN 'IAM' ELSE 'AZ-NET' END,
         '2026-08-01'::timestamptz - n * interval '1 day', '2027-08-01'::date - n, '2026-01-01'
       FROM generate_series(1, 300) AS n`,
      [ORGANIZATION],
    );
    await prepareCredits(adminUrl, testRolePasswords);
    const { rows } = await client.query(
      `SELECT sorted_by, count(DISTINCT place)::integer AS places, max(cardinality(places)) <= 110 AS short,
         bool_and(place = CASE sorted_by WHEN 'name' THEN row_no WHEN 'achieved' THEN row_no ELSE 301 - row_no END) AS right
       FROM credits.skills_report_order CROSS JOIN LATERAL unnest(places, row_nos) AS entry (place, row_no)
       GROUP BY sorted_by, credential_code = '' ORDER BY 1`,
    );
    expect(rows).toEqual(
      ['achieved', 'achieved', 'expiry', 'expiry', 'name', 'name', 'ref', 'ref'].map((sorted_by) => ({
        ...{ sorted_by, places: 300, short: true, right: true },
      })),
    );
  } finally {
    await client.end();
    await database.drop();
  }
});
