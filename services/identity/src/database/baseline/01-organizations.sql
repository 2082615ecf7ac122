-- Organizations: the partners whose users link their profiles.

CREATE TABLE identity.organization (
  id uuid DEFAULT uuidv7() CONSTRAINT organization_pk PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  name text COLLATE pg_c_utf8 NOT NULL,
  -- Stored, because row level security keeps an index from serving lower(), which PostgreSQL does not regard as leakproof.
  sort_name text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
  -- PartnerID of the partner global account.
  partner_id text NOT NULL,
  -- The tenant (tid) at which the users of the organization sign in.
  tenant_id uuid NOT NULL,
  leaver_policy text NOT NULL,
  registered_at timestamptz(3) NOT NULL,
  CONSTRAINT organization_tenant UNIQUE (tenant_id),
  CONSTRAINT organization_partner UNIQUE (partner_id),
  CONSTRAINT organization_leaver_policy CHECK (leaver_policy IN ('ON_DEACTIVATE', 'ON_DELETE'))
);
CREATE INDEX organization_by_name ON identity.organization (sort_name, id);
COMMENT ON TABLE identity.organization IS
  'Partners whose users link their profiles. The version increases with every change, and events carry it.';
COMMENT ON CONSTRAINT organization_pk ON identity.organization IS
  'Users, tokens and events refer to an organization by id.';
COMMENT ON CONSTRAINT organization_tenant ON identity.organization IS
  'One organization per tenant: the tenant of a sign-in token decides whose user signs in (R2).';
COMMENT ON CONSTRAINT organization_partner ON identity.organization IS 'One organization per partner global account.';
COMMENT ON CONSTRAINT organization_leaver_policy ON identity.organization IS
  'Only the two policies that decide when a user becomes a leaver (R21).';
ALTER TABLE identity.organization ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_tenant_scope ON identity.organization USING (
  id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY organization_tenant_scope ON identity.organization IS
  'Tenant scope: a caller sees and changes its own organization alone.';
