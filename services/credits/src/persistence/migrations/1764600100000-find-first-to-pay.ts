import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first to pay of a credential are looked for month of expiry by month of expiry: what has expired, which is the
 * oldest and with the years the most, is not read.
 */
export class FindFirstToPay1764600100000 implements MigrationInterface {
  name = 'FindFirstToPay1764600100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE credits.holding ADD until_month date NOT NULL
        GENERATED ALWAYS AS (coalesce(date_trunc('month', counts_until::timestamp)::date, 'infinity')) STORED`);
    await runner.query('DROP INDEX credits.holding_first_to_pay');
    await runner.query(`
      CREATE INDEX holding_first_to_pay
        ON credits.holding (organization_id, credential_code, until_month, achieved_at, person_ref)
        INCLUDE (counts_from, counts_until, achievement_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX credits.holding_first_to_pay');
    await runner.query('ALTER TABLE credits.holding DROP until_month');
    await runner.query(`
      CREATE INDEX holding_first_to_pay ON credits.holding (organization_id, credential_code, achieved_at, person_ref)
        INCLUDE (counts_from, counts_until, achievement_id)`);
  }
}
