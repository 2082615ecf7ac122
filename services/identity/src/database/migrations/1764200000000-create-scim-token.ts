import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bearer tokens with which a directory writes into its organisation. Of the secret only the hash is kept. */
export class CreateScimToken1764200000000 implements MigrationInterface {
  name = 'CreateScimToken1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.scim_token (
        id uuid DEFAULT uuidv7() CONSTRAINT scim_token_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        label text COLLATE pg_c_utf8 NOT NULL,
        secret_hash bytea NOT NULL,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        CONSTRAINT scim_token_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
        CONSTRAINT scim_token_secret UNIQUE (secret_hash),
        CONSTRAINT scim_token_secret_is_sha256 CHECK (octet_length(secret_hash) = 32)
      )`);
    await runner.query('CREATE INDEX scim_token_of_organization ON identity.scim_token (organization_id, id)');
    await runner.query('ALTER TABLE identity.scim_token ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY scim_token_within_reach ON identity.scim_token USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identity.scim_token');
  }
}
