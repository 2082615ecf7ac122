import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepWithinReach } from './row-level-security.js';

/**
 * Work account + profile + organisation, for one learning source. The constraints are the last word on the rules:
 * they hold for SQL written by hand and under any concurrency. `cool_off_until`, `year_ends_at` and the slots are
 * computed by a trigger from the limits (the next migration).
 */
export class CreateAssociation1764100100000 implements MigrationInterface {
  name = 'CreateAssociation1764100100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE association.association (
        id uuid DEFAULT uuidv7() CONSTRAINT association_pk PRIMARY KEY,
        version integer NOT NULL DEFAULT 1,
        source text NOT NULL,
        profile_id text NOT NULL,
        user_id uuid NOT NULL,
        organization_id uuid NOT NULL,
        started_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        end_reason text,
        left_at timestamptz(3),
        cool_off_until timestamptz(3) NOT NULL,
        year_ends_at timestamptz(3) NOT NULL,
        profile_slot integer NOT NULL,
        account_slot integer NOT NULL,
        CONSTRAINT association_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
        CONSTRAINT association_profile_form CHECK (CASE source
          WHEN 'MICROSOFT_LEARN' THEN profile_id ~ '^[1-9][0-9]{3,11}$' ELSE profile_id ~ '^[A-Za-z0-9_-]{1,64}$' END),
        CONSTRAINT association_end_has_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
        CONSTRAINT association_end_reason CHECK (end_reason IN ('REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED')),
        CONSTRAINT association_ends_after_start CHECK (ended_at >= started_at),
        CONSTRAINT association_left_by_account CHECK ((left_at IS NOT NULL) <= (end_reason = 'ACCOUNT_DELETED')),
        CONSTRAINT association_finite CHECK (isfinite(started_at) AND isfinite(coalesce(ended_at, started_at))),
        CONSTRAINT association_profile_intervals EXCLUDE USING gist
          (source WITH =, profile_id WITH =, tstzrange(started_at, ended_at) WITH &&),
        CONSTRAINT association_profile_cool_off EXCLUDE USING gist
          (source WITH =, profile_id WITH =, tstzrange(started_at, cool_off_until) WITH &&),
        CONSTRAINT association_account_cool_off EXCLUDE USING gist
          (source WITH =, user_id WITH =, tstzrange(started_at, cool_off_until) WITH &&),
        CONSTRAINT association_profile_year EXCLUDE USING gist
          (source WITH =, profile_id WITH =, profile_slot WITH =, tstzrange(started_at, year_ends_at) WITH &&),
        CONSTRAINT association_account_year EXCLUDE USING gist
          (source WITH =, user_id WITH =, account_slot WITH =, tstzrange(started_at, year_ends_at) WITH &&)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX association_one_per_profile ON association.association (source, profile_id) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE UNIQUE INDEX association_one_per_account ON association.association (source, user_id) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE INDEX association_of_account ON association.association (user_id, started_at DESC, id DESC)`);
    await runner.query(`
      CREATE INDEX association_of_profile ON association.association (source, profile_id, started_at)`);
    await keepWithinReach(runner, 'association');
    await runner.query('REVOKE DELETE, TRUNCATE ON association.association FROM association_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE association.association');
  }
}
