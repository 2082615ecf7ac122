import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Credits that wait, by the instant they were promised for: few, so that looking for overdue ones costs nothing. */
export class FindOverdueCredits1764500400000 implements MigrationInterface {
  name = 'FindOverdueCredits1764500400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX credit_waiting ON credits.credit (expected_by, organization_id) WHERE counted_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX credits.credit_waiting');
  }
}
