-- Users: the people of the organizations, what their directories say about them, and the record of what happened to them.

CREATE TABLE identity.user_account (
  id uuid DEFAULT uuidv7() CONSTRAINT user_account_pk PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  organization_id uuid NOT NULL,
  email text COLLATE pg_c_utf8 NOT NULL,
  email_key text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(email)) STORED,
  display_name text COLLATE pg_c_utf8 NOT NULL,
  sort_name text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(display_name)) STORED,
  -- All roles: those granted by hand and those of the groups of the user.
  roles text[] NOT NULL,
  granted_roles text[] NOT NULL DEFAULT '{}',
  group_roles text[] NOT NULL DEFAULT '{}',
  -- The object id (oid) of the person in the tenant. A GUID is in lower case, so that it compares without case.
  object_id text,
  invited_at timestamptz(3) NOT NULL,
  invitation_sent_at timestamptz(3),
  first_signed_in_at timestamptz(3),
  deactivated_at timestamptz(3),
  deleted_at timestamptz(3),
  -- The signal that decides when a leaver drops out of the report (R21). Later changes of policy do not move a drop date that has passed.
  leaving_since timestamptz(3),
  -- The signals of earlier offboardings that took effect before the user came back, oldest first.
  past_offboardings timestamptz(3)[] NOT NULL DEFAULT '{}',
  -- A deleted user who was invited again and has not signed in since. The object id is still that of the earlier person.
  invited_again boolean NOT NULL DEFAULT false,
  -- The work profile is part of the account: an event carries the account in one version, and a joined row could be older.
  department text COLLATE pg_c_utf8,
  country text COLLATE pg_c_utf8,
  city text COLLATE pg_c_utf8,
  title text COLLATE pg_c_utf8,
  manager text COLLATE pg_c_utf8,
  manager_name text COLLATE pg_c_utf8,
  CONSTRAINT user_account_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
  CONSTRAINT user_account_object_id UNIQUE (organization_id, object_id),
  CONSTRAINT user_account_roles CHECK (roles <@ ARRAY['GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'USER_MANAGEMENT_ADMIN',
    'PARTNER_ADMIN', 'EXECUTIVE_REPORT_VIEWER', 'REPORT_VIEWER']),
  CONSTRAINT user_account_roles_held CHECK (
    roles @> (granted_roles || group_roles) AND roles <@ (granted_roles || group_roles)),
  CONSTRAINT user_account_signed_in_is_bound CHECK (first_signed_in_at IS NULL OR object_id IS NOT NULL),
  CONSTRAINT user_account_deleted_is_deactivated CHECK (deleted_at IS NULL OR deactivated_at IS NOT NULL),
  CONSTRAINT user_account_invited_again_waits CHECK (
    NOT invited_again OR (object_id IS NOT NULL AND first_signed_in_at IS NULL AND deleted_at IS NULL))
);
-- An address belongs to one user of an organization who is not deleted. Addresses compare without case.
CREATE UNIQUE INDEX user_account_address ON identity.user_account (organization_id, email_key) WHERE deleted_at IS NULL;
-- The orders of the list of users; each index is read forwards and backwards.
CREATE INDEX user_account_by_name ON identity.user_account (organization_id, sort_name, id);
CREATE INDEX user_account_by_email ON identity.user_account (organization_id, email_key, id);
CREATE INDEX user_account_by_invitation ON identity.user_account (organization_id, invited_at, id);
-- The list of users that directories read.
CREATE INDEX user_account_in_order ON identity.user_account (organization_id, id) WHERE deleted_at IS NULL;
-- The deleted user who held an address last.
CREATE INDEX user_account_earlier_address ON identity.user_account (organization_id, email_key, deleted_at DESC)
  WHERE deleted_at IS NOT NULL;
CREATE INDEX user_account_global_admins ON identity.user_account (organization_id)
  WHERE roles @> ARRAY['GLOBAL_ADMIN'] AND deactivated_at IS NULL AND deleted_at IS NULL;
COMMENT ON TABLE identity.user_account IS
  'Users of organizations. A person is identified by tenant and object id, never by address. The status follows from the instants.';
COMMENT ON CONSTRAINT user_account_pk ON identity.user_account IS 'Links, credits and events refer to a user by id.';
COMMENT ON CONSTRAINT user_account_organization ON identity.user_account IS
  'A user belongs to an organization that exists.';
COMMENT ON CONSTRAINT user_account_object_id ON identity.user_account IS
  'A person is a user of an organization once, deleted or not: who comes back is the same user.';
COMMENT ON CONSTRAINT user_account_roles ON identity.user_account IS 'Only the roles that access decisions know (R1).';
COMMENT ON CONSTRAINT user_account_roles_held ON identity.user_account IS
  'The roles of a user are exactly those granted by hand and those of groups.';
COMMENT ON CONSTRAINT user_account_signed_in_is_bound ON identity.user_account IS
  'A user who has signed in is bound to the object id of the person.';
COMMENT ON CONSTRAINT user_account_deleted_is_deactivated ON identity.user_account IS 'A deletion ends the access too.';
COMMENT ON CONSTRAINT user_account_invited_again_waits ON identity.user_account IS
  'Only a known user who has not answered the new invitation is invited again.';
ALTER TABLE identity.user_account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_account_tenant_scope ON identity.user_account USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY user_account_tenant_scope ON identity.user_account IS
  'Tenant scope: names, addresses and roles of users stay within their organization.';

CREATE FUNCTION identity.keep_a_global_admin() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- A directory that ends the access of a user takes precedence; an operator can invite another administrator.
    IF current_setting('app.last_global_admin', true) = 'may-go' THEN RETURN NULL; END IF;
    -- One transaction after the other for each organization.
    PERFORM FROM identity.organization WHERE id = OLD.organization_id FOR NO KEY UPDATE;
    PERFORM FROM identity.user_account
      WHERE organization_id = OLD.organization_id AND roles @> ARRAY['GLOBAL_ADMIN']
        AND deactivated_at IS NULL AND deleted_at IS NULL
        AND (OLD.first_signed_in_at IS NULL OR first_signed_in_at IS NOT NULL);
    IF NOT FOUND THEN
      RAISE EXCEPTION 'an organization keeps a GLOBAL_ADMIN'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'user_account_last_global_admin';
    END IF;
    RETURN NULL;
  END $$;
COMMENT ON FUNCTION identity.keep_a_global_admin() IS
  'Rejects a transaction after which an organization would have no GLOBAL_ADMIN, or none who has signed in where one had.';
CREATE CONSTRAINT TRIGGER user_account_last_global_admin
  AFTER UPDATE OF roles, deactivated_at, deleted_at ON identity.user_account
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ('GLOBAL_ADMIN' = ANY (OLD.roles) AND OLD.deactivated_at IS NULL AND OLD.deleted_at IS NULL
    AND NOT ('GLOBAL_ADMIN' = ANY (NEW.roles) AND NEW.deactivated_at IS NULL AND NEW.deleted_at IS NULL))
  EXECUTE FUNCTION identity.keep_a_global_admin();
COMMENT ON TRIGGER user_account_last_global_admin ON identity.user_account IS
  'Checks at commit, so that concurrent demotions and deletions cannot remove the last GLOBAL_ADMIN together.';

CREATE TABLE identity.user_activity (
  id uuid DEFAULT uuidv7() CONSTRAINT user_activity_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  -- Null for a rejected invitation of a person who is no user.
  user_id uuid,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  -- Of a rejected attempt: why, and the kind that it would have been.
  reason text,
  attempted text,
  actor text NOT NULL,
  -- The program that asked for it, as its token names it; for a directory the label of its token.
  client text,
  request_id text NOT NULL,
  CONSTRAINT user_activity_organization FOREIGN KEY (organization_id) REFERENCES identity.organization (id),
  CONSTRAINT user_activity_kind CHECK (kind IN ('INVITED', 'INVITATION_RESENT', 'FIRST_SIGN_IN', 'ROLES_CHANGED',
    'DEACTIVATED', 'REACTIVATED', 'DELETED', 'RESTORED', 'ERASED', 'REFUSED')),
  CONSTRAINT user_activity_refusal CHECK (CASE kind WHEN 'REFUSED' THEN reason IS NOT NULL ELSE num_nulls(reason, attempted) = 2 END),
  CONSTRAINT user_activity_user CHECK (user_id IS NOT NULL OR kind = 'REFUSED')
);
CREATE INDEX user_activity_newest_first ON identity.user_activity (organization_id, at DESC, id DESC);
COMMENT ON TABLE identity.user_activity IS
  'The audit trail of users: what changed, by which actor, in which request (R36). Append-only; a hash chain for each organization.';
COMMENT ON CONSTRAINT user_activity_pk ON identity.user_activity IS
  'Entries are distinguished by id; ids follow the order of insertion.';
COMMENT ON CONSTRAINT user_activity_organization ON identity.user_activity IS
  'An entry belongs to an organization that exists.';
COMMENT ON CONSTRAINT user_activity_kind ON identity.user_activity IS
  'Only the kinds of changes that readers of the audit trail know.';
COMMENT ON CONSTRAINT user_activity_refusal ON identity.user_activity IS
  'A refused attempt says why, and no other entry does.';
COMMENT ON CONSTRAINT user_activity_user ON identity.user_activity IS 'A change is the change of a user.';
ALTER TABLE identity.user_activity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_activity_tenant_scope ON identity.user_activity USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY user_activity_tenant_scope ON identity.user_activity IS
  'Tenant scope: the audit trail of an organization stays within it.';

CREATE TABLE identity.directory_entry (
  user_id uuid CONSTRAINT directory_entry_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  user_name text COLLATE pg_c_utf8 NOT NULL,
  user_name_key text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(user_name)) STORED,
  -- As the directory wrote it.
  external_id text COLLATE pg_c_utf8,
  work_email text COLLATE pg_c_utf8,
  work_email_key text COLLATE pg_c_utf8 GENERATED ALWAYS AS (lower(work_email)) STORED,
  work_email_primary boolean,
  given_name text COLLATE pg_c_utf8,
  family_name text COLLATE pg_c_utf8,
  changed_at timestamptz(3) NOT NULL,
  CONSTRAINT directory_entry_user FOREIGN KEY (user_id) REFERENCES identity.user_account (id) ON DELETE CASCADE
);
CREATE INDEX directory_entry_by_user_name ON identity.directory_entry (organization_id, user_name_key);
CREATE INDEX directory_entry_by_work_email ON identity.directory_entry (organization_id, work_email_key);
COMMENT ON TABLE identity.directory_entry IS
  'What the directory of an organization says about a user beyond the account. Users whom no directory provisioned have no entry.';
COMMENT ON CONSTRAINT directory_entry_pk ON identity.directory_entry IS 'A user has one entry.';
COMMENT ON CONSTRAINT directory_entry_user ON identity.directory_entry IS 'An entry goes with its user.';
ALTER TABLE identity.directory_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY directory_entry_tenant_scope ON identity.directory_entry USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY directory_entry_tenant_scope ON identity.directory_entry IS
  'Tenant scope: a directory reads and writes entries of its own organization alone.';
