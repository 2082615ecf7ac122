import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follows from exams is kept as a report of its own, so that histories, revocations and late reports read it as any other. */
export class DeriveFromExams1765000420000 implements MigrationInterface {
  name = 'DeriveFromExams1765000420000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE credits.achievement_report ADD COLUMN derived boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM credits.achievement_report WHERE derived');
    await runner.query('ALTER TABLE credits.achievement_report DROP COLUMN derived');
  }
}
