import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An organisation that has a GLOBAL_ADMIN keeps one, whoever is demoted or deleted at the same time: one who has
 * signed in, where there was one. Checked at commit, one transaction after the other for each organisation. A
 * directory is followed all the same: `app.last_global_admin`.
 */
export class KeepAGlobalAdmin1764100100000 implements MigrationInterface {
  name = 'KeepAGlobalAdmin1764100100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION identity.keep_a_global_admin() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_setting('app.last_global_admin', true) = 'may-go' THEN RETURN NULL; END IF;
          PERFORM FROM identity.organization WHERE id = OLD.organization_id FOR NO KEY UPDATE;
          PERFORM FROM identity.user_account
            WHERE organization_id = OLD.organization_id AND roles @> ARRAY['GLOBAL_ADMIN']
              AND deactivated_at IS NULL AND deleted_at IS NULL
              AND (OLD.first_signed_in_at IS NULL OR first_signed_in_at IS NOT NULL);
          IF NOT FOUND THEN
            RAISE EXCEPTION 'an organisation keeps a GLOBAL_ADMIN'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'user_account_last_global_admin';
          END IF;
          RETURN NULL;
        END $$`);
    await runner.query(`
      CREATE CONSTRAINT TRIGGER user_account_last_global_admin
        AFTER UPDATE OF roles, deactivated_at, deleted_at ON identity.user_account
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN ('GLOBAL_ADMIN' = ANY (OLD.roles) AND OLD.deactivated_at IS NULL AND OLD.deleted_at IS NULL
          AND NOT ('GLOBAL_ADMIN' = ANY (NEW.roles) AND NEW.deactivated_at IS NULL AND NEW.deleted_at IS NULL))
        EXECUTE FUNCTION identity.keep_a_global_admin()`);
    await runner.query(`
      CREATE INDEX user_account_global_admins ON identity.user_account (organization_id)
        WHERE roles @> ARRAY['GLOBAL_ADMIN'] AND deactivated_at IS NULL AND deleted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX identity.user_account_global_admins');
    await runner.query('DROP TRIGGER user_account_last_global_admin ON identity.user_account');
    await runner.query('DROP FUNCTION identity.keep_a_global_admin()');
  }
}
