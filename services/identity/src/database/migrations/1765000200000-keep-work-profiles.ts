import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['department', 'country', 'city', 'title', 'manager', 'manager_name'];

/**
 * Where people work, as their directory tells it. The columns are part of the account, not of the directory's entry: an
 * event has the account of one version, and a joined row may be older than the row that was waited for.
 */
export class KeepWorkProfiles1765000200000 implements MigrationInterface {
  name = 'KeepWorkProfiles1765000200000';

  async up(runner: QueryRunner): Promise<void> {
    const added = COLUMNS.map((column) => `ADD COLUMN ${column} text COLLATE pg_c_utf8`).join(', ');
    await runner.query(`ALTER TABLE identity.user_account ${added}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const dropped = COLUMNS.map((column) => `DROP COLUMN ${column}`).join(', ');
    await runner.query(`ALTER TABLE identity.user_account ${dropped}`);
  }
}
