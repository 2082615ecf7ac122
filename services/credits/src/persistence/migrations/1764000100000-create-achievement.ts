import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people achieved. They belong to a learning profile, not to an organisation, and are reached through credits.
 * A report is what the source sent, once per externalId; an achievement is what one or more reports of a profile mean.
 */
export class CreateAchievement1764000100000 implements MigrationInterface {
  name = 'CreateAchievement1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    const source = "CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'))";
    await runner.query(`
      CREATE TABLE credits.achievement (
        id uuid DEFAULT uuidv7() CONSTRAINT achievement_pk PRIMARY KEY,
        source text COLLATE pg_c_utf8 NOT NULL,
        profile_id text COLLATE pg_c_utf8 NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        achieved_at timestamptz(3) NOT NULL,
        expires_on date,
        recorded_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3),
        CONSTRAINT achievement_source ${source}
      )`);
    await runner.query('CREATE INDEX achievement_by_profile ON credits.achievement (source, profile_id)');
    await runner.query(`
      CREATE TABLE credits.achievement_report (
        id uuid DEFAULT uuidv7() CONSTRAINT achievement_report_pk PRIMARY KEY,
        source text COLLATE pg_c_utf8 NOT NULL,
        external_id text COLLATE pg_c_utf8 NOT NULL,
        profile_id text COLLATE pg_c_utf8 NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        achieved_at timestamptz(3) NOT NULL,
        stated_expires_on date,
        recorded_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3),
        revocation_reason text,
        achievement_id uuid,
        CONSTRAINT achievement_report_external_id UNIQUE (source, external_id),
        CONSTRAINT achievement_report_source ${source},
        CONSTRAINT achievement_report_revocation CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL)),
        CONSTRAINT achievement_report_achievement FOREIGN KEY (achievement_id) REFERENCES credits.achievement (id)
      )`);
    await runner.query(`
      CREATE INDEX achievement_report_by_profile ON credits.achievement_report (source, profile_id, credential_code)`);
    await runner.query(`
      CREATE INDEX achievement_report_by_achievement ON credits.achievement_report (achievement_id)`);
    await runner.query(`
      CREATE TABLE credits.training_completion (
        id uuid DEFAULT uuidv7() CONSTRAINT training_completion_pk PRIMARY KEY,
        source text COLLATE pg_c_utf8 NOT NULL,
        external_id text COLLATE pg_c_utf8 NOT NULL,
        profile_id text COLLATE pg_c_utf8 NOT NULL,
        uid text NOT NULL,
        kind text NOT NULL,
        title text NOT NULL,
        roles text[] NOT NULL,
        products text[] NOT NULL,
        completed_at timestamptz(3) NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        CONSTRAINT training_completion_external_id UNIQUE (source, external_id),
        CONSTRAINT training_completion_source ${source},
        CONSTRAINT training_completion_kind CHECK (kind IN ('MODULE', 'LEARNING_PATH'))
      )`);
    await runner.query(`
      CREATE INDEX training_completion_by_profile ON credits.training_completion (source, profile_id, completed_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['training_completion', 'achievement_report', 'achievement']) {
      await runner.query(`DROP TABLE credits.${table}`);
    }
  }
}
