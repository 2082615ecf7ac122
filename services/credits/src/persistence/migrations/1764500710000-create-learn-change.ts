import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How the number of people who completed an item in a month changes: what was completed most, and how much a month, add up
 * changes instead of looking at people. Whoever was worked out before is worked out again by the job.
 */
export class CreateLearnChange1764500710000 implements MigrationInterface {
  name = 'CreateLearnChange1764500710000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.learn_change (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT learn_change_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        month date NOT NULL,
        item_id integer NOT NULL,
        change integer NOT NULL,
        CONSTRAINT learn_change_item FOREIGN KEY (item_id) REFERENCES credits.training_item (id)
      )`);
    await runner.query(`
      CREATE INDEX learn_change_by_month ON credits.learn_change (organization_id, month, item_id) INCLUDE (change)`);
    await runner.query('ALTER TABLE credits.learn_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY learn_change_within_reach ON credits.learn_change USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query('DELETE FROM credits.learner');
    await runner.query('UPDATE credits.person_ref SET holdings_as_of = NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.learn_change');
  }
}
