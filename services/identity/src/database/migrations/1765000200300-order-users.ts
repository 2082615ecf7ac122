import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders of the list of users beside the one by name, which has its index: each is read forwards and backwards. */
export class OrderUsers1765000200300 implements MigrationInterface {
  name = 'OrderUsers1765000200300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX user_account_by_email ON identity.user_account (organization_id, email_key, id)');
    await runner.query(
      'CREATE INDEX user_account_by_invitation ON identity.user_account (organization_id, invited_at, id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX identity.user_account_by_email');
    await runner.query('DROP INDEX identity.user_account_by_invitation');
  }
}
