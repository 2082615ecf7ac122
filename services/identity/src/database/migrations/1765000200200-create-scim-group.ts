import type { MigrationInterface, QueryRunner } from 'typeorm';

const REACH = `
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.reach', true)) = 'every-organization'`;
const ROLES = `ARRAY['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN', 'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER',
  'REPORT_VIEWER']::text[]`;

/**
 * Groups as a directory writes them, with their members and the roles that they bring. A user's roles are those granted
 * by hand and those of the user's groups; both are kept apart, and `roles` is all of them.
 */
export class CreateScimGroup1765000200200 implements MigrationInterface {
  name = 'CreateScimGroup1765000200200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.scim_group (
        id uuid DEFAULT uuidv7() CONSTRAINT scim_group_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        version integer NOT NULL,
        display_name text COLLATE pg_c_utf8 NOT NULL,
        display_key text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(display_name)) STORED,
        external_id text COLLATE pg_c_utf8,
        roles text[] NOT NULL,
        created_at timestamptz(3) NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        CONSTRAINT scim_group_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
        CONSTRAINT scim_group_name UNIQUE (organization_id, display_key),
        CONSTRAINT scim_group_roles CHECK (roles <@ ${ROLES})
      )`);
    await runner.query('CREATE INDEX scim_group_in_order ON identity.scim_group (organization_id, id)');
    await runner.query('CREATE INDEX scim_group_by_external_id ON identity.scim_group (organization_id, external_id)');
    await runner.query(`
      CREATE TABLE identity.scim_group_member (
        group_id uuid,
        user_id uuid,
        organization_id uuid NOT NULL,
        CONSTRAINT scim_group_member_pk PRIMARY KEY (group_id, user_id),
        CONSTRAINT scim_group_member_group FOREIGN KEY (group_id) REFERENCES identity.scim_group (id) ON DELETE CASCADE,
        CONSTRAINT scim_group_member_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX scim_group_member_by_user ON identity.scim_group_member (user_id)');
    for (const table of ['scim_group', 'scim_group_member']) {
      await runner.query(`ALTER TABLE identity.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY ${table}_within_reach ON identity.${table} USING (${REACH})`);
    }
    await this.tellRolesApart(runner);
  }

  private async tellRolesApart(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.user_account ADD granted_roles text[] NOT NULL DEFAULT '{}',
        ADD group_roles text[] NOT NULL DEFAULT '{}'`);
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query("UPDATE identity.user_account SET granted_roles = roles WHERE roles <> '{}'");
    await runner.query("SELECT set_config('app.reach', '', true)");
    await runner.query(`
      ALTER TABLE identity.user_account ADD CONSTRAINT user_account_roles_held CHECK (
        roles @> (granted_roles || group_roles) AND roles <@ (granted_roles || group_roles))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identity.user_account DROP granted_roles, DROP group_roles');
    await runner.query('DROP TABLE identity.scim_group_member');
    await runner.query('DROP TABLE identity.scim_group');
  }
}
