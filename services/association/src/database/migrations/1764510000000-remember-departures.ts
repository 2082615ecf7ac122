import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The last refresh that was worked on, which a return does not erase: news that tell of it again end nothing twice.
 * Refused attempts of a person are counted, so they are found by person.
 */
export class RememberDepartures1764510000000 implements MigrationInterface {
  name = 'RememberDepartures1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE association.member ADD departed_until timestamptz(3)');
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query('UPDATE association.member SET departed_until = leaves_report_at WHERE departed');
    await runner.query(`
      CREATE INDEX activity_refused ON association.activity (user_id, at) WHERE kind = 'REFUSED' AND flow_id IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX association.activity_refused');
    await runner.query('ALTER TABLE association.member DROP departed_until');
  }
}
