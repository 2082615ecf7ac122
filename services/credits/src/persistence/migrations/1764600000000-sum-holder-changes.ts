import type { MigrationInterface, QueryRunner } from 'typeorm';

const SUMS = [
  { table: 'holder_day', from: 'day' },
  { table: 'holder_month', from: 'month' },
];

/**
 * Changes of numbers of holders are added up by day and by whole month, so that the number on any day is the sum of some
 * months, some days and the changes that are fresh: it costs the same at any number of people. The fold moves what is there.
 */
export class SumHolderChanges1764600000000 implements MigrationInterface {
  name = 'SumHolderChanges1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, from } of SUMS) {
      await runner.query(`
        CREATE TABLE credits.${table} (
          organization_id uuid NOT NULL,
          list_id integer NOT NULL,
          ${from} date NOT NULL,
          change integer NOT NULL,
          CONSTRAINT ${table}_pk PRIMARY KEY (organization_id, list_id, ${from}) INCLUDE (change)
        )`);
      await runner.query(`ALTER TABLE credits.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await runner.query(`
        CREATE POLICY ${table}_within_reach ON credits.${table} USING (
          organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
          OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
    }
    await runner.query(`
      ALTER TABLE credits.holder_month ADD CONSTRAINT holder_month_is_whole CHECK (extract(day FROM month) = 1)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query(`
      INSERT INTO credits.holder_change (organization_id, list_id, day, change)
      SELECT organization_id, list_id, day, change FROM credits.holder_day WHERE change <> 0`);
    for (const { table } of SUMS) await runner.query(`DROP TABLE credits.${table}`);
  }
}
