import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a directory says of a person beyond what the organisation's own people enter. `scim_user_name` is null for
 * whom no directory has provisioned. Keys are stored columns: row level security keeps indexes from serving lower().
 */
export class AddDirectoryAttributes1764200100000 implements MigrationInterface {
  name = 'AddDirectoryAttributes1764200100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.user_account
        ADD COLUMN scim_user_name text COLLATE pg_c_utf8,
        ADD COLUMN scim_user_name_key text COLLATE pg_c_utf8 GENERATED ALWAYS AS (lower(scim_user_name)) STORED,
        ADD COLUMN work_email text COLLATE pg_c_utf8,
        ADD COLUMN work_email_key text COLLATE pg_c_utf8 GENERATED ALWAYS AS (lower(work_email)) STORED,
        ADD COLUMN given_name text COLLATE pg_c_utf8,
        ADD COLUMN family_name text COLLATE pg_c_utf8,
        ADD COLUMN directory_changed_at timestamptz(3)`);
    await runner.query(`
      CREATE UNIQUE INDEX user_account_scim_user_name ON identity.user_account (organization_id, scim_user_name_key)
        WHERE deleted_at IS NULL AND scim_user_name_key IS NOT NULL`);
    await runner.query(`
      CREATE INDEX user_account_by_work_email ON identity.user_account (organization_id, work_email_key)
        WHERE work_email_key IS NOT NULL`);
    await runner.query(`
      CREATE INDEX user_account_in_order ON identity.user_account (organization_id, id) WHERE deleted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX identity.user_account_in_order');
    await runner.query(`
      ALTER TABLE identity.user_account DROP COLUMN scim_user_name, DROP COLUMN work_email, DROP COLUMN given_name,
        DROP COLUMN family_name, DROP COLUMN directory_changed_at`);
  }
}
