import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepWithinReach } from './row-level-security.js';

/** What happened to links (R36): by whom, when, in which request. Rows are written once and never changed. */
export class CreateActivity1764100600000 implements MigrationInterface {
  name = 'CreateActivity1764100600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE association.activity (
        id uuid DEFAULT uuidv7() CONSTRAINT activity_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL,
        source text NOT NULL,
        at timestamptz(3) NOT NULL,
        kind text NOT NULL,
        reason text,
        association_id uuid,
        flow_id uuid,
        actor text NOT NULL,
        request_id text NOT NULL,
        CONSTRAINT activity_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
        CONSTRAINT activity_kind CHECK (kind IN ('STARTED', 'ENDED_BY_USER', 'ENDED_BY_MOVE', 'ENDED_BY_ACCOUNT',
          'REINSTATED', 'REFUSED', 'MERGED')),
        CONSTRAINT activity_refusal_has_reason CHECK ((reason IS NOT NULL) = (kind = 'REFUSED'))
      )`);
    await runner.query(
      'CREATE INDEX activity_newest_first ON association.activity (organization_id, at DESC, id DESC)',
    );
    await keepWithinReach(runner, 'activity');
    await runner.query('REVOKE UPDATE, DELETE, TRUNCATE ON association.activity FROM association_app');
    await runner.query(`
      CREATE FUNCTION association.refuse_change_of_activity() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'activity is append-only' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_append_only';
      END $$`);
    await runner.query(`
      CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON association.activity
        FOR EACH STATEMENT EXECUTE FUNCTION association.refuse_change_of_activity()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE association.activity');
    await runner.query('DROP FUNCTION association.refuse_change_of_activity()');
  }
}
