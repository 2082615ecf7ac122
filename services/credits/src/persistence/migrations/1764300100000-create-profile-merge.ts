import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Profiles that were merged into others, each with the one that survives over all merges. */
export class CreateProfileMerge1764300100000 implements MigrationInterface {
  name = 'CreateProfileMerge1764300100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.profile_merge (
        source text COLLATE pg_c_utf8 NOT NULL,
        from_profile_id text COLLATE pg_c_utf8 NOT NULL,
        surviving_profile_id text COLLATE pg_c_utf8 NOT NULL,
        merged_at timestamptz(3) NOT NULL,
        CONSTRAINT profile_merge_pk PRIMARY KEY (source, from_profile_id),
        CONSTRAINT profile_merge_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
        CONSTRAINT profile_merge_of_two CHECK (from_profile_id <> surviving_profile_id)
      )`);
    await runner.query(
      'CREATE INDEX profile_merge_by_survivor ON credits.profile_merge (source, surviving_profile_id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.profile_merge');
  }
}
