import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A departure that took effect stays a fact when the person comes back: siblings that missed both still learn of it. */
export class RememberDepartures1764510000000 implements MigrationInterface {
  name = 'RememberDepartures1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE identity.user_account ADD COLUMN departures timestamptz(3)[] NOT NULL DEFAULT '{}'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.user_account DROP COLUMN departures');
  }
}
