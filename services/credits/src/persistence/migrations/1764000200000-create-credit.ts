import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One achievement as one organisation may count it, once (credit_once). The credential, the day and the expiry repeat
 * the achievement's, so that every order of the list has an index that begins with the organisation.
 */
export class CreateCredit1764000200000 implements MigrationInterface {
  name = 'CreateCredit1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.credit (
        id uuid DEFAULT uuidv7() CONSTRAINT credit_pk PRIMARY KEY,
        achievement_id uuid NOT NULL,
        organization_id uuid NOT NULL,
        association_id uuid NOT NULL,
        user_id uuid NOT NULL,
        person_ref text COLLATE pg_c_utf8 NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        achieved_at timestamptz(3) NOT NULL,
        expires_on date,
        associated_at timestamptz(3) NOT NULL,
        expected_by timestamptz(3) NOT NULL,
        counted_at timestamptz(3),
        CONSTRAINT credit_once UNIQUE (achievement_id, organization_id),
        CONSTRAINT credit_achievement FOREIGN KEY (achievement_id) REFERENCES credits.achievement (id) ON DELETE CASCADE,
        CONSTRAINT credit_association FOREIGN KEY (association_id) REFERENCES credits.association (id),
        CONSTRAINT credit_person FOREIGN KEY (organization_id, user_id) REFERENCES credits.person_ref (organization_id, user_id),
        CONSTRAINT credit_expected_by CHECK (expected_by >= greatest(achieved_at, associated_at))
      )`);
    for (const [name, key] of [
      ['credit_by_achieved_at', 'organization_id, achieved_at, id'],
      ['credit_by_expires_on', "organization_id, coalesce(expires_on, 'infinity'), id"],
      ['credit_by_credential', 'organization_id, credential_code, id'],
      ['credit_by_person_ref', 'organization_id, person_ref, id'],
      ['credit_of_user_by_achieved_at', 'user_id, achieved_at, id'],
      ['credit_by_association', 'association_id'],
    ]) {
      await runner.query(`CREATE INDEX ${name} ON credits.credit (${key})`);
    }
    await runner.query(
      'CREATE INDEX credit_not_counted_yet ON credits.credit (association_id) WHERE counted_at IS NULL',
    );
    await runner.query('ALTER TABLE credits.credit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY credit_within_reach ON credits.credit USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.credit');
  }
}
