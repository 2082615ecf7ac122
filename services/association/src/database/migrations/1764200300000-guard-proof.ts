import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A proof is evidence of who signed in: it is consumed once, for one association, and is otherwise as it was written. */
export class GuardProof1764200300000 implements MigrationInterface {
  name = 'GuardProof1764200300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE DELETE, TRUNCATE ON association.proof FROM association_app');
    await runner.query(`
      CREATE FUNCTION association.refuse_rewriting_of_proof() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.consumed_at IS NULL
          AND (NEW.flow_id, NEW.organization_id, NEW.user_id, NEW.source, NEW.issuer, NEW.subject, NEW.profile_id, NEW.proved_at)
            IS NOT DISTINCT FROM
            (OLD.flow_id, OLD.organization_id, OLD.user_id, OLD.source, OLD.issuer, OLD.subject, OLD.profile_id, OLD.proved_at)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'a proof is consumed once and never rewritten'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'proof_is_permanent';
      END $$`);
    await runner.query(`
      CREATE TRIGGER proof_is_permanent BEFORE UPDATE OR DELETE ON association.proof
        FOR EACH ROW EXECUTE FUNCTION association.refuse_rewriting_of_proof()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER proof_is_permanent ON association.proof');
    await runner.query('DROP FUNCTION association.refuse_rewriting_of_proof()');
    await runner.query('GRANT DELETE, TRUNCATE ON association.proof TO association_app');
  }
}
