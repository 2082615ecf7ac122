import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person lets an organisation count in Learn analytics, worked out when a link or a feed changes: the days (since
 * 1970-01-01) of all completions in order, beside them the items, and for people who completed something again the day on
 * which they did it before (null: never). So a number for any range of days looks at one row per person.
 */
export class CreateLearner1764500700000 implements MigrationInterface {
  name = 'CreateLearner1764500700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.training_item (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT training_item_pk PRIMARY KEY,
        source text COLLATE pg_c_utf8 NOT NULL,
        kind text NOT NULL,
        uid text NOT NULL,
        CONSTRAINT training_item_uid UNIQUE (source, kind, uid)
      )`);
    // Titles, roles and products of an item are those that its source told last; its columns collate as those of the
    // completions do, or this index would not be used.
    await runner.query(
      'CREATE INDEX training_completion_by_item ON credits.training_completion (source, kind, uid, recorded_at, id)',
    );
    await runner.query(`
      CREATE TABLE credits.learner (
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL,
        person_ref text COLLATE pg_c_utf8 NOT NULL,
        module_days integer[] NOT NULL,
        module_items integer[] NOT NULL,
        module_before integer[],
        path_days integer[] NOT NULL,
        path_items integer[] NOT NULL,
        path_before integer[],
        CONSTRAINT learner_pk PRIMARY KEY (organization_id, user_id),
        CONSTRAINT learner_person FOREIGN KEY (organization_id, user_id)
          REFERENCES credits.person_ref (organization_id, user_id) ON DELETE CASCADE
      )`);
    await runner.query('ALTER TABLE credits.learner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY learner_within_reach ON credits.learner USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
    await runner.query(`
      CREATE INDEX learner_who_repeated ON credits.learner (organization_id)
        WHERE module_before IS NOT NULL OR path_before IS NOT NULL`);
    await runner.query(`
      CREATE INDEX user_account_leaving ON credits.user_account (organization_id, id) INCLUDE (leaves_report_at)
        WHERE leaves_report_at IS NOT NULL`);
    // Everybody known before is worked out by the job.
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query('UPDATE credits.person_ref SET holdings_as_of = NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX credits.user_account_leaving, credits.training_completion_by_item');
    for (const table of ['learner', 'training_item']) await runner.query(`DROP TABLE credits.${table}`);
  }
}
