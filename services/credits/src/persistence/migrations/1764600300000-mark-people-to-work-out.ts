import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose holdings are to be worked out again is marked by a row of its own: marks are only added, so that nobody waits, and
 * whoever works somebody out takes away those that were there before, so that none is lost.
 */
export class MarkPeopleToWorkOut1764600300000 implements MigrationInterface {
  name = 'MarkPeopleToWorkOut1764600300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.person_to_work_out (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT person_to_work_out_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL
      )`);
    await runner.query(`
      CREATE INDEX person_to_work_out_by_person ON credits.person_to_work_out (organization_id, user_id) INCLUDE (id)`);
    await runner.query('ALTER TABLE credits.person_to_work_out ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY person_to_work_out_within_reach ON credits.person_to_work_out USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query(`
      UPDATE credits.person_ref SET holdings_as_of = NULL
      WHERE (organization_id, user_id) IN (SELECT organization_id, user_id FROM credits.person_to_work_out)`);
    await runner.query('DROP TABLE credits.person_to_work_out');
  }
}
