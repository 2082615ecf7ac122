import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is invited again after a deletion stays the person of the object id, unless somebody else answers. */
export class InviteEarlierPeopleAgain1764100200000 implements MigrationInterface {
  name = 'InviteEarlierPeopleAgain1764100200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.user_account
        ADD COLUMN invited_again boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT user_account_invited_again_waits CHECK (
          NOT invited_again OR (object_id IS NOT NULL AND first_signed_in_at IS NULL AND deleted_at IS NULL))`);
    await runner.query(`
      CREATE INDEX user_account_earlier_address ON identity.user_account (organization_id, email_key, deleted_at DESC)
        WHERE deleted_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX identity.user_account_earlier_address');
    await runner.query(`
      ALTER TABLE identity.user_account
        DROP CONSTRAINT user_account_invited_again_waits, DROP COLUMN invited_again`);
  }
}
