import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepWithinReach } from './row-level-security.js';

/**
 * The profile that a limit refused to a work account last, one for each source: the account's allowance counts what its
 * owner was told then. Kept until none of those starts can matter any more.
 */
export class RememberRefusedProfiles1765000310000 implements MigrationInterface {
  name = 'RememberRefusedProfiles1765000310000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE association.refused_profile (
        user_id uuid NOT NULL,
        source text NOT NULL,
        organization_id uuid NOT NULL,
        profile_id text NOT NULL,
        refused_at timestamptz(3) NOT NULL,
        forget_at timestamptz(3) NOT NULL,
        CONSTRAINT refused_profile_pk PRIMARY KEY (user_id, source),
        CONSTRAINT refused_profile_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
        CONSTRAINT refused_profile_is_forgotten CHECK (forget_at > refused_at)
      )`);
    await runner.query('CREATE INDEX refused_profile_to_forget ON association.refused_profile (forget_at)');
    await keepWithinReach(runner, 'refused_profile');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE association.refused_profile');
  }
}
