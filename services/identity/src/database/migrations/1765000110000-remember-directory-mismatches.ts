import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that the directory knows under another id than the one with which the person signs in. */
export class RememberDirectoryMismatches1765000110000 implements MigrationInterface {
  name = 'RememberDirectoryMismatches1765000110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.directory_mismatch (
        user_id uuid CONSTRAINT directory_mismatch_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        other_id text COLLATE pg_c_utf8 NOT NULL,
        found_by text NOT NULL,
        found_at timestamptz(3) NOT NULL,
        CONSTRAINT directory_mismatch_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE,
        CONSTRAINT directory_mismatch_found_by CHECK (found_by IN ('SIGN_IN', 'DIRECTORY'))
      )`);
    await runner.query('ALTER TABLE identity.directory_mismatch ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY directory_mismatch_within_reach ON identity.directory_mismatch USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.directory_mismatch');
  }
}
