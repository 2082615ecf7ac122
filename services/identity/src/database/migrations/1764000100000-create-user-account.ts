import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The people of the organisations. Addresses are unique without case among those who are not deleted. */
export class CreateUserAccount1764000100000 implements MigrationInterface {
  name = 'CreateUserAccount1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.user_account (
        id uuid DEFAULT uuidv7() CONSTRAINT user_account_pk PRIMARY KEY,
        version integer NOT NULL DEFAULT 1,
        organization_id uuid NOT NULL,
        email text COLLATE pg_c_utf8 NOT NULL,
        email_key text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(email)) STORED,
        display_name text COLLATE pg_c_utf8 NOT NULL,
        sort_name text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(display_name)) STORED,
        roles text[] NOT NULL,
        object_id text,
        invited_at timestamptz(3) NOT NULL,
        invitation_sent_at timestamptz(3),
        first_signed_in_at timestamptz(3),
        deactivated_at timestamptz(3),
        deleted_at timestamptz(3),
        CONSTRAINT user_account_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
        CONSTRAINT user_account_object_id UNIQUE (organization_id, object_id),
        CONSTRAINT user_account_roles CHECK (roles <@ ARRAY['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN',
          'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER']),
        CONSTRAINT user_account_signed_in_is_bound CHECK (first_signed_in_at IS NULL OR object_id IS NOT NULL),
        CONSTRAINT user_account_deleted_is_deactivated CHECK (deleted_at IS NULL OR deactivated_at IS NOT NULL)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX user_account_address ON identity.user_account (organization_id, email_key)
        WHERE deleted_at IS NULL`);
    await runner.query(`
      CREATE INDEX user_account_by_name ON identity.user_account (organization_id, sort_name, id)`);
    await runner.query('ALTER TABLE identity.user_account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY user_account_within_reach ON identity.user_account USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.user_account');
  }
}
