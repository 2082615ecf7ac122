import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Organisations: one per tenant and per partner global account. What is searched for is a column of its own: under row
 * level security no index serves a call of lower(), which PostgreSQL does not take for leakproof.
 */
export class CreateOrganization1764000000000 implements MigrationInterface {
  name = 'CreateOrganization1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.organization (
        id uuid DEFAULT uuidv7() CONSTRAINT organization_pk PRIMARY KEY,
        version integer NOT NULL DEFAULT 1,
        name text COLLATE pg_c_utf8 NOT NULL,
        sort_name text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
        partner_id text NOT NULL,
        tenant_id uuid NOT NULL,
        leaver_policy text NOT NULL,
        registered_at timestamptz(3) NOT NULL,
        CONSTRAINT organization_tenant UNIQUE (tenant_id),
        CONSTRAINT organization_partner UNIQUE (partner_id),
        CONSTRAINT organization_leaver_policy CHECK (leaver_policy IN ('ON_DEACTIVATE', 'ON_DELETE'))
      )`);
    await runner.query('CREATE INDEX organization_by_name ON identity.organization (sort_name, id)');
    await runner.query('ALTER TABLE identity.organization ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY organization_within_reach ON identity.organization USING (
        id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.organization');
  }
}
