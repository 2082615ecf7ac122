import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A later report under the same externalId moves the expiry: it is kept as a report of its own, so that the past stays known. */
export class MoveExpiries1765000410000 implements MigrationInterface {
  name = 'MoveExpiries1765000410000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE credits.achievement_report ADD COLUMN amends text COLLATE pg_c_utf8');
    await runner.query(`
      CREATE INDEX achievement_report_amends ON credits.achievement_report (source, amends) WHERE amends IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM credits.achievement_report WHERE amends IS NOT NULL');
    await runner.query('ALTER TABLE credits.achievement_report DROP COLUMN amends');
  }
}
