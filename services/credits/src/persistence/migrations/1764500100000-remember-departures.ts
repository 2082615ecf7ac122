import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a report needs to know of an instant that has passed: since when an organisation is registered, and when leavers
 * were announced and taken back. Copies in their newest version alone would not tell.
 */
export class RememberDepartures1764500100000 implements MigrationInterface {
  name = 'RememberDepartures1764500100000';

  async up(runner: QueryRunner): Promise<void> {
    // Row level security holds for the owner too.
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query('ALTER TABLE credits.organization ADD COLUMN registered_at timestamptz(3)');
    // Ids of organisations are made when they are registered.
    await runner.query(`
      UPDATE credits.organization SET registered_at = least(coalesce(uuid_extract_timestamp(id), now()),
        (SELECT min(started_at) FROM credits.association WHERE organization_id = organization.id))`);
    await runner.query('ALTER TABLE credits.organization ALTER COLUMN registered_at SET NOT NULL');
    await runner.query(`
      CREATE TABLE credits.departure (
        user_id uuid NOT NULL,
        leaving_since timestamptz(3) NOT NULL,
        organization_id uuid NOT NULL,
        leaves_report_at timestamptz(3) NOT NULL,
        taken_back_at timestamptz(3),
        CONSTRAINT departure_pk PRIMARY KEY (user_id, leaving_since)
      )`);
    await runner.query(`
      INSERT INTO credits.departure (user_id, leaving_since, organization_id, leaves_report_at)
      SELECT id, leaves_report_at - interval '1 month', organization_id, leaves_report_at
      FROM credits.user_account WHERE leaves_report_at IS NOT NULL`);
    await runner.query('ALTER TABLE credits.departure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY departure_within_reach ON credits.departure USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.departure');
    await runner.query('ALTER TABLE credits.organization DROP COLUMN registered_at');
  }
}
