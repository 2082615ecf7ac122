-- SCIM: the credentials of directories, and the groups that directories write.

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
);
CREATE INDEX scim_token_of_organization ON identity.scim_token (organization_id, id);
COMMENT ON TABLE identity.scim_token IS
  'Bearer tokens with which the directory of an organization calls SCIM. Only the hash of the secret is stored.';
COMMENT ON CONSTRAINT scim_token_pk ON identity.scim_token IS
  'Administrators revoke a token by id, and the audit trail names it.';
COMMENT ON CONSTRAINT scim_token_organization ON identity.scim_token IS
  'A token belongs to an organization that exists.';
COMMENT ON CONSTRAINT scim_token_secret ON identity.scim_token IS
  'A secret belongs to one token: requests are authenticated by its hash.';
COMMENT ON CONSTRAINT scim_token_secret_is_sha256 ON identity.scim_token IS 'No secret is stored in place of its hash.';
ALTER TABLE identity.scim_token ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scim_token_tenant_scope ON identity.scim_token USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY scim_token_tenant_scope ON identity.scim_token IS
  'Tenant scope: administrators see and revoke tokens of their own organization alone.';

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
);
CREATE INDEX scim_client_of_organization ON identity.scim_client (organization_id, id);
COMMENT ON TABLE identity.scim_client IS
  'OAuth clients with which the directory of an organization gets access tokens for SCIM. Access tokens are not stored.';
COMMENT ON CONSTRAINT scim_client_pk ON identity.scim_client IS 'The id is the client_id.';
COMMENT ON CONSTRAINT scim_client_organization ON identity.scim_client IS
  'A client belongs to an organization that exists.';
COMMENT ON CONSTRAINT scim_client_secret_is_sha256 ON identity.scim_client IS
  'No secret is stored in place of its hash.';
ALTER TABLE identity.scim_client ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scim_client_tenant_scope ON identity.scim_client USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY scim_client_tenant_scope ON identity.scim_client IS
  'Tenant scope: administrators see and revoke clients of their own organization alone.';

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
  CONSTRAINT scim_group_roles CHECK (roles <@ ARRAY['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN',
    'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER'])
);
CREATE INDEX scim_group_in_order ON identity.scim_group (organization_id, id);
CREATE INDEX scim_group_by_external_id ON identity.scim_group (organization_id, external_id);
COMMENT ON TABLE identity.scim_group IS
  'Groups that the directory of an organization writes. Administrators set the roles that every member gets.';
COMMENT ON CONSTRAINT scim_group_pk ON identity.scim_group IS 'Directories and administrators refer to a group by id.';
COMMENT ON CONSTRAINT scim_group_organization ON identity.scim_group IS
  'A group belongs to an organization that exists.';
COMMENT ON CONSTRAINT scim_group_name ON identity.scim_group IS
  'A name belongs to one group of an organization. Names compare without case.';
COMMENT ON CONSTRAINT scim_group_roles ON identity.scim_group IS 'Only the roles that access decisions know.';
ALTER TABLE identity.scim_group ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scim_group_tenant_scope ON identity.scim_group USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY scim_group_tenant_scope ON identity.scim_group IS
  'Tenant scope: a directory reads and writes groups of its own organization alone.';

CREATE TABLE identity.scim_group_member (
  group_id uuid,
  user_id uuid,
  organization_id uuid NOT NULL,
  CONSTRAINT scim_group_member_pk PRIMARY KEY (group_id, user_id),
  CONSTRAINT scim_group_member_group FOREIGN KEY (group_id) REFERENCES identity.scim_group (id) ON DELETE CASCADE,
  CONSTRAINT scim_group_member_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE
);
CREATE INDEX scim_group_member_by_user ON identity.scim_group_member (user_id);
COMMENT ON TABLE identity.scim_group_member IS 'The members of groups.';
COMMENT ON CONSTRAINT scim_group_member_pk ON identity.scim_group_member IS 'A user is a member of a group once.';
COMMENT ON CONSTRAINT scim_group_member_group ON identity.scim_group_member IS 'Memberships go with their group.';
COMMENT ON CONSTRAINT scim_group_member_user ON identity.scim_group_member IS 'Memberships go with their user.';
ALTER TABLE identity.scim_group_member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY scim_group_member_tenant_scope ON identity.scim_group_member USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY scim_group_member_tenant_scope ON identity.scim_group_member IS
  'Tenant scope: a directory reads and writes members of its own organization alone.';
