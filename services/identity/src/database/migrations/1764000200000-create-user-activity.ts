import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened to whom, by whom (R36). Rows are written once: neither the app role nor the owner changes them. */
export class CreateUserActivity1764000200000 implements MigrationInterface {
  name = 'CreateUserActivity1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.user_activity (
        id uuid DEFAULT uuidv7() CONSTRAINT user_activity_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        kind text NOT NULL,
        actor text NOT NULL,
        request_id text NOT NULL,
        CONSTRAINT user_activity_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
        CONSTRAINT user_activity_kind CHECK (kind IN ('INVITED', 'INVITATION_RESENT', 'FIRST_SIGN_IN', 'ROLES_CHANGED',
          'DEACTIVATED', 'REACTIVATED', 'DELETED', 'RESTORED', 'ERASED'))
      )`);
    await runner.query(`
      CREATE INDEX user_activity_newest_first ON identity.user_activity (organization_id, at DESC, id DESC)`);
    await runner.query('ALTER TABLE identity.user_activity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY user_activity_within_reach ON identity.user_activity USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
    await runner.query('REVOKE UPDATE, DELETE, TRUNCATE ON identity.user_activity FROM identity_app');
    await runner.query(`
      CREATE FUNCTION identity.refuse_change_of_activity() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'user_activity is append-only'; END $$`);
    await runner.query(`
      CREATE TRIGGER user_activity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity.user_activity
        FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_change_of_activity()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.user_activity');
    await runner.query('DROP FUNCTION identity.refuse_change_of_activity()');
  }
}
