import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The account that signed in, for the owner's eyes while they decide. Personal data: it cannot outlive the decision. */
export class NameTheAccount1765000300000 implements MigrationInterface {
  name = 'NameTheAccount1765000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE association.flow ADD sealed_account_name text,
        ADD CONSTRAINT flow_account_while_proven CHECK (sealed_account_name IS NULL OR status = 'PROVEN')`);
    await runner.query(`
      CREATE INDEX flow_with_account ON association.flow (expires_at) WHERE sealed_account_name IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE association.flow DROP sealed_account_name');
  }
}
