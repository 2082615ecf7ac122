import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The external id and the mark of the primary address are given back as the directory wrote them. An object id that is a
 * GUID is stored in lower case, so that it compares without case; one whose twin is stored already stays as it is.
 */
export class KeepWhatADirectoryWrites1765000100000 implements MigrationInterface {
  name = 'KeepWhatADirectoryWrites1765000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.directory_entry
        ADD COLUMN external_id text COLLATE pg_c_utf8, ADD COLUMN work_email_primary boolean`);
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query(`
      UPDATE identity.user_account u SET object_id = lower(u.object_id)
        WHERE u.object_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' AND u.object_id <> lower(u.object_id)
          AND NOT EXISTS (SELECT FROM identity.user_account twin WHERE twin.organization_id = u.organization_id
            AND twin.id <> u.id AND lower(twin.object_id) = lower(u.object_id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.directory_entry DROP COLUMN work_email_primary, DROP COLUMN external_id');
  }
}
