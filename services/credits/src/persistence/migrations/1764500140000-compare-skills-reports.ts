import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who held what on each report, a bit for each person: two reports, however far apart, are compared by some thousand rows.
 * The number of a person within the organisation is given at the first report that they are on, and stays.
 */
export class CompareSkillsReports1764500140000 implements MigrationInterface {
  name = 'CompareSkillsReports1764500140000';

  async up(runner: QueryRunner): Promise<void> {
    const reach = `(organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
      OR (SELECT current_setting('app.reach', true)) = 'every-organization')`;
    await runner.query(`
      CREATE TABLE credits.skills_report_number (
        organization_id uuid NOT NULL,
        person_ref text COLLATE pg_c_utf8 NOT NULL,
        number integer NOT NULL,
        CONSTRAINT skills_report_number_pk PRIMARY KEY (organization_id, person_ref),
        CONSTRAINT skills_report_number_once UNIQUE (organization_id, number)
      )`);
    await runner.query(`
      CREATE TABLE credits.skills_report_presence (
        organization_id uuid NOT NULL,
        month date NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        chunk integer NOT NULL,
        people bit varying NOT NULL,
        CONSTRAINT skills_report_presence_pk PRIMARY KEY (organization_id, month, credential_code, chunk)
      )`);
    const open = '(organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report)';
    for (const [table, writable] of [
      ['skills_report_number', reach],
      ['skills_report_presence', `${reach} AND ${open}`],
    ]) {
      await runner.query(`ALTER TABLE credits.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY ${table}_read_within_reach ON credits.${table} FOR SELECT USING ${reach}`);
      await runner.query(`CREATE POLICY ${table}_written_once ON credits.${table} FOR INSERT WITH CHECK (${writable})`);
      await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON credits.${table} FROM credits_app`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.skills_report_presence');
    await runner.query('DROP TABLE credits.skills_report_number');
  }
}
