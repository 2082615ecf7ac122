import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The name of an account goes with the flow, also where a copy of the service from before the name ends it. */
export class ForgetTheAccount1765000340000 implements MigrationInterface {
  name = 'ForgetTheAccount1765000340000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION association.forget_account() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.sealed_account_name := NULL;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER flow_forgets_account BEFORE UPDATE OF status ON association.flow
        FOR EACH ROW WHEN (NEW.status <> 'PROVEN' AND NEW.sealed_account_name IS NOT NULL)
        EXECUTE FUNCTION association.forget_account()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER flow_forgets_account ON association.flow');
    await runner.query('DROP FUNCTION association.forget_account()');
  }
}
