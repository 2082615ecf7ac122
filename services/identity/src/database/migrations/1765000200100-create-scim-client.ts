import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The OAuth clients of directories. Of a client's secret only the hash is kept; access tokens are kept nowhere. */
export class CreateScimClient1765000200100 implements MigrationInterface {
  name = 'CreateScimClient1765000200100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.scim_client (
        id uuid DEFAULT uuidv7() CONSTRAINT scim_client_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        label text COLLATE pg_c_utf8 NOT NULL,
        secret_hash bytea NOT NULL,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        CONSTRAINT scim_client_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
        CONSTRAINT scim_client_secret_is_sha256 CHECK (octet_length(secret_hash) = 32)
      )`);
    await runner.query('CREATE INDEX scim_client_of_organization ON identity.scim_client (organization_id, id)');
    await runner.query('ALTER TABLE identity.scim_client ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY scim_client_within_reach ON identity.scim_client USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.scim_client');
  }
}
