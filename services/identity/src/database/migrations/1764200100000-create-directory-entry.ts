import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a directory says of a person beyond the account itself; whom no directory has provisioned has no entry. Keys are
 * stored columns: row level security keeps indexes from serving lower().
 */
export class CreateDirectoryEntry1764200100000 implements MigrationInterface {
  name = 'CreateDirectoryEntry1764200100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.directory_entry (
        user_id uuid CONSTRAINT directory_entry_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        user_name text COLLATE pg_c_utf8 NOT NULL,
        user_name_key text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(user_name)) STORED,
        work_email text COLLATE pg_c_utf8,
        work_email_key text COLLATE pg_c_utf8 GENERATED ALWAYS AS (lower(work_email)) STORED,
        given_name text COLLATE pg_c_utf8,
        family_name text COLLATE pg_c_utf8,
        changed_at timestamptz(3) NOT NULL,
        CONSTRAINT directory_entry_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE INDEX directory_entry_by_user_name ON identity.directory_entry (organization_id, user_name_key)`);
    await runner.query(`
      CREATE INDEX directory_entry_by_work_email ON identity.directory_entry (organization_id, work_email_key)`);
    await runner.query(`
      CREATE INDEX user_account_in_order ON identity.user_account (organization_id, id) WHERE deleted_at IS NULL`);
    await runner.query('ALTER TABLE identity.directory_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY directory_entry_within_reach ON identity.directory_entry USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX identity.user_account_in_order');
    await runner.query('DROP TABLE identity.directory_entry');
  }
}
