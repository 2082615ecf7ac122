import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports say where people worked at the refresh. What a user was called and where the user worked before a change is kept
 * until the next report is published: a late report needs it, nothing else does.
 */
export class KeepWherePeopleWorked1765000620000 implements MigrationInterface {
  name = 'KeepWherePeopleWorked1765000620000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE credits.skills_report_person
        ADD department text COLLATE pg_c_utf8, ADD country text COLLATE pg_c_utf8`);
    await runner.query(`
      CREATE TABLE credits.user_account_past (
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL,
        until timestamptz(3) NOT NULL,
        email text COLLATE pg_c_utf8 NOT NULL,
        display_name text COLLATE pg_c_utf8 NOT NULL,
        department text COLLATE pg_c_utf8,
        country text COLLATE pg_c_utf8,
        CONSTRAINT user_account_past_pk PRIMARY KEY (organization_id, user_id, until)
      )`);
    await runner.query('ALTER TABLE credits.user_account_past ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY user_account_past_within_reach ON credits.user_account_past USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.user_account_past');
    await runner.query('ALTER TABLE credits.skills_report_person DROP department, DROP country');
  }
}
