import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepWithinReach } from './row-level-security.js';

/**
 * One person's way through the sign-in at a learning provider, and the proof it ends in. Cookie, state and completion
 * code are kept as hashes; what has to be sent again is encrypted and forgotten once the proof is there.
 */
export class CreateFlow1764100400000 implements MigrationInterface {
  name = 'CreateFlow1764100400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE association.flow (
        id uuid DEFAULT uuidv7() CONSTRAINT flow_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL,
        source text NOT NULL,
        return_to text NOT NULL,
        status text NOT NULL,
        problem text,
        begun_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        opened_at timestamptz(3),
        cookie_hash text,
        state_hash text CONSTRAINT flow_state UNIQUE,
        sealed_secrets text,
        code_hash text,
        wrong_codes integer NOT NULL DEFAULT 0,
        answer jsonb,
        CONSTRAINT flow_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
        CONSTRAINT flow_status CHECK (status IN ('BEGUN', 'OPENED', 'EXCHANGING', 'PROVEN', 'CONFIRMED', 'FAILED', 'DEAD')),
        CONSTRAINT flow_problem CHECK ((problem IS NOT NULL) = (status = 'FAILED')),
        CONSTRAINT flow_proven_has_code CHECK (status NOT IN ('PROVEN', 'CONFIRMED') OR code_hash IS NOT NULL),
        CONSTRAINT flow_confirmed_has_answer CHECK ((status = 'CONFIRMED') = (answer IS NOT NULL))
      )`);
    await runner.query('CREATE INDEX flow_of_person ON association.flow (user_id, begun_at)');
    await runner.query(`CREATE INDEX flow_of_browser ON association.flow (cookie_hash) WHERE cookie_hash IS NOT NULL`);
    await keepWithinReach(runner, 'flow');

    await runner.query(`
      CREATE TABLE association.proof (
        flow_id uuid CONSTRAINT proof_pk PRIMARY KEY CONSTRAINT proof_flow REFERENCES association.flow (id),
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL,
        source text NOT NULL,
        issuer text NOT NULL,
        subject text NOT NULL,
        profile_id text NOT NULL,
        proved_at timestamptz(3) NOT NULL,
        consumed_at timestamptz(3),
        association_id uuid CONSTRAINT proof_association REFERENCES association.association (id),
        CONSTRAINT proof_consumed_for_association CHECK ((consumed_at IS NULL) = (association_id IS NULL))
      )`);
    await runner.query('CREATE INDEX proof_of_association ON association.proof (association_id)');
    await keepWithinReach(runner, 'proof');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE association.proof');
    await runner.query('DROP TABLE association.flow');
  }
}
