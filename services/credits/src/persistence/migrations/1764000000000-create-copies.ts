import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other services told: organisations, users and associations, each in its newest version. */
export class CreateCopies1764000000000 implements MigrationInterface {
  name = 'CreateCopies1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.organization (
        id uuid CONSTRAINT organization_pk PRIMARY KEY,
        version integer NOT NULL,
        name text COLLATE pg_c_utf8 NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE credits.user_account (
        id uuid CONSTRAINT user_account_pk PRIMARY KEY,
        version integer NOT NULL,
        organization_id uuid NOT NULL,
        email text COLLATE pg_c_utf8 NOT NULL,
        display_name text COLLATE pg_c_utf8 NOT NULL,
        status text NOT NULL,
        leaves_report_at timestamptz(3),
        CONSTRAINT user_account_status CHECK (status IN ('INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED'))
      )`);
    await runner.query('CREATE INDEX user_account_by_organization ON credits.user_account (organization_id, id)');
    await runner.query(`
      CREATE TABLE credits.association (
        id uuid CONSTRAINT association_pk PRIMARY KEY,
        version integer NOT NULL,
        source text COLLATE pg_c_utf8 NOT NULL,
        profile_id text COLLATE pg_c_utf8 NOT NULL,
        user_id uuid NOT NULL,
        organization_id uuid NOT NULL,
        started_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        end_reason text,
        CONSTRAINT association_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
        CONSTRAINT association_end_reason CHECK (
          end_reason IN ('REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED'))
      )`);
    await runner.query('CREATE INDEX association_by_profile ON credits.association (source, profile_id)');
    await runner.query('CREATE INDEX association_by_organization ON credits.association (organization_id, started_at)');
    await runner.query('CREATE INDEX association_by_user ON credits.association (user_id)');
    await runner.query(`
      CREATE TABLE credits.person_ref (
        organization_id uuid NOT NULL,
        user_id uuid NOT NULL,
        ref text COLLATE pg_c_utf8 NOT NULL DEFAULT gen_random_uuid()::text,
        CONSTRAINT person_ref_pk PRIMARY KEY (organization_id, user_id),
        CONSTRAINT person_ref_ref UNIQUE (organization_id, ref)
      )`);
    for (const [table, column] of [
      ['organization', 'id'],
      ['user_account', 'organization_id'],
      ['association', 'organization_id'],
      ['person_ref', 'organization_id'],
    ]) {
      await runner.query(`ALTER TABLE credits.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await runner.query(`
        CREATE POLICY ${table}_within_reach ON credits.${table} USING (
          ${column} = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
          OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['person_ref', 'association', 'user_account', 'organization']) {
      await runner.query(`DROP TABLE credits.${table}`);
    }
  }
}
