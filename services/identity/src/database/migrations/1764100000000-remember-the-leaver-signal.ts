import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The signal that decides when somebody leaves the report is a fact of its own: what has had its refresh stays,
 * whatever happens to policy and person later, and whoever is invited again leaves unless they come.
 */
export class RememberTheLeaverSignal1764100000000 implements MigrationInterface {
  name = 'RememberTheLeaverSignal1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.user_account ADD COLUMN leaving_since timestamptz(3)');
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query(`
      UPDATE identity.user_account u SET leaving_since =
        CASE o.leaver_policy WHEN 'ON_DELETE' THEN u.deleted_at ELSE least(u.deactivated_at, u.deleted_at) END
      FROM identity.organization o WHERE o.id = u.organization_id AND u.deactivated_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.user_account DROP COLUMN leaving_since');
  }
}
