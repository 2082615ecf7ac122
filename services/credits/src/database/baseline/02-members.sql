-- Members: projections of organizations, users and associations from the events of other services, and what this service
-- knows of a person within an organization.

CREATE TABLE credits.organization (
  id uuid CONSTRAINT organization_pk PRIMARY KEY,
  version integer NOT NULL,
  name text COLLATE pg_c_utf8 NOT NULL,
  -- The id at the vendor's partner program.
  partner_id text COLLATE pg_c_utf8 NOT NULL,
  registered_at timestamptz(3) NOT NULL
);
COMMENT ON TABLE credits.organization IS
  'Projection of organizations. A Skills Report of a past month exists only for organizations registered before its refresh.';
COMMENT ON CONSTRAINT organization_pk ON credits.organization IS 'An organization has one row, in its newest version.';
ALTER TABLE credits.organization ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organization_within_tenant_scope ON credits.organization USING (
  id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY organization_within_tenant_scope ON credits.organization IS
  'Tenant scope: a caller sees and writes its own organization alone.';

CREATE TABLE credits.user_account (
  id uuid CONSTRAINT user_account_pk PRIMARY KEY,
  version integer NOT NULL,
  organization_id uuid NOT NULL,
  email text COLLATE pg_c_utf8 NOT NULL,
  display_name text COLLATE pg_c_utf8 NOT NULL,
  status text NOT NULL,
  -- The drop date of a leaver (R21).
  leaves_report_at timestamptz(3),
  -- Of the work address in the directory.
  department text COLLATE pg_c_utf8,
  country text COLLATE pg_c_utf8,
  CONSTRAINT user_account_status CHECK (status IN ('INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED'))
);
CREATE INDEX user_account_by_organization ON credits.user_account (organization_id, id);
CREATE INDEX user_account_leaving ON credits.user_account (organization_id, id) INCLUDE (leaves_report_at)
  WHERE leaves_report_at IS NOT NULL;
COMMENT ON TABLE credits.user_account IS 'Projection of users. A leaver counts until leaves_report_at (R21, R22).';
COMMENT ON CONSTRAINT user_account_pk ON credits.user_account IS 'A user has one row, in its newest version.';
COMMENT ON CONSTRAINT user_account_status ON credits.user_account IS 'Only the states of a user that identity publishes.';
ALTER TABLE credits.user_account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_account_within_tenant_scope ON credits.user_account USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY user_account_within_tenant_scope ON credits.user_account IS
  'Tenant scope: names and addresses of users stay within their organization.';

CREATE TABLE credits.user_account_history (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  until timestamptz(3) NOT NULL,
  email text COLLATE pg_c_utf8 NOT NULL,
  display_name text COLLATE pg_c_utf8 NOT NULL,
  department text COLLATE pg_c_utf8,
  country text COLLATE pg_c_utf8,
  CONSTRAINT user_account_history_pk PRIMARY KEY (organization_id, user_id, until)
);
COMMENT ON TABLE credits.user_account_history IS
  'Users as they were until an instant: a late Skills Report shows them as of its refresh. Deleted when the next report is published.';
COMMENT ON CONSTRAINT user_account_history_pk ON credits.user_account_history IS 'A user has one earlier state at any instant.';
ALTER TABLE credits.user_account_history ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_account_history_within_tenant_scope ON credits.user_account_history USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY user_account_history_within_tenant_scope ON credits.user_account_history IS
  'Tenant scope: earlier names and addresses of users stay within their organization.';

CREATE TABLE credits.offboarding (
  user_id uuid NOT NULL,
  started_at timestamptz(3) NOT NULL,
  organization_id uuid NOT NULL,
  leaves_report_at timestamptz(3) NOT NULL,
  canceled_at timestamptz(3),
  CONSTRAINT offboarding_pk PRIMARY KEY (user_id, started_at)
);
COMMENT ON TABLE credits.offboarding IS
  'Offboardings of users and when they were withdrawn (R23): a report of a past instant shows the leavers of that instant.';
COMMENT ON CONSTRAINT offboarding_pk ON credits.offboarding IS 'An event that is delivered twice is stored once.';
ALTER TABLE credits.offboarding ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY offboarding_within_tenant_scope ON credits.offboarding USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY offboarding_within_tenant_scope ON credits.offboarding IS
  'Tenant scope: an organization sees its own leavers alone.';

CREATE TABLE credits.association (
  id uuid CONSTRAINT association_pk PRIMARY KEY,
  version integer NOT NULL,
  source text COLLATE pg_c_utf8 NOT NULL,
  profile_id text COLLATE pg_c_utf8 NOT NULL,
  -- The profile id before merges; null where the profile was not merged.
  original_profile_id text COLLATE pg_c_utf8,
  user_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  started_at timestamptz(3) NOT NULL,
  -- The link began by a move (R10). The link that the move ended may belong to another organization.
  moved_here boolean NOT NULL DEFAULT false,
  ended_at timestamptz(3),
  end_reason text,
  CONSTRAINT association_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT association_end_reason CHECK (
    end_reason IN ('REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED'))
);
CREATE INDEX association_by_profile ON credits.association (source, profile_id);
CREATE INDEX association_by_organization ON credits.association (organization_id, started_at);
CREATE INDEX association_by_user ON credits.association (user_id);
COMMENT ON TABLE credits.association IS
  'Projection of associations: from when until when an organization may count the achievements of a learning profile (R17, R18).';
COMMENT ON CONSTRAINT association_pk ON credits.association IS 'An association has one row, in its newest version.';
COMMENT ON CONSTRAINT association_source ON credits.association IS 'Only these two learning sources count (R15).';
COMMENT ON CONSTRAINT association_end_reason ON credits.association IS
  'The reasons decide when the credit stops: at once, or at the refresh after the account was deleted (R21).';
ALTER TABLE credits.association ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY association_within_tenant_scope ON credits.association USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY association_within_tenant_scope ON credits.association IS
  'Tenant scope: an organization never learns where a user moved to or came from (R11).';

CREATE TABLE credits.next_association (
  id uuid CONSTRAINT next_association_pk PRIMARY KEY,
  version integer NOT NULL,
  user_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  source text COLLATE pg_c_utf8 NOT NULL,
  -- Null: nothing limited the user as of this version.
  next_at timestamptz(3),
  changed_at timestamptz(3) NOT NULL,
  CONSTRAINT next_association_once UNIQUE (user_id, source),
  CONSTRAINT next_association_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'))
);
COMMENT ON TABLE credits.next_association IS
  'Projection of the next association dates of users (R28), for calendars. A date may be over meanwhile.';
COMMENT ON CONSTRAINT next_association_pk ON credits.next_association IS 'An allowance has one row, in its newest version.';
COMMENT ON CONSTRAINT next_association_once ON credits.next_association IS 'A user has one next date at each source.';
COMMENT ON CONSTRAINT next_association_source ON credits.next_association IS 'Only these two learning sources count (R15).';
ALTER TABLE credits.next_association ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY next_association_within_tenant_scope ON credits.next_association USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY next_association_within_tenant_scope ON credits.next_association IS
  'Tenant scope: the dates of users stay within their organization.';

CREATE TABLE credits.person (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  ref text COLLATE pg_c_utf8 NOT NULL DEFAULT gen_random_uuid()::text,
  -- When the holdings were calculated last; null while pending.
  holdings_as_of timestamptz(3),
  -- The version of the rule data that the holdings follow from; empty: unknown.
  rules_version text COLLATE pg_c_utf8 NOT NULL DEFAULT '',
  CONSTRAINT person_pk PRIMARY KEY (organization_id, user_id),
  CONSTRAINT person_ref_once UNIQUE (organization_id, ref)
);
CREATE INDEX person_pending ON credits.person (organization_id, user_id) WHERE holdings_as_of IS NULL;
CREATE INDEX person_by_rules_version ON credits.person (rules_version) WHERE holdings_as_of IS NOT NULL;
CREATE INDEX person_by_organization_and_rules_version ON credits.person (organization_id, rules_version)
  WHERE holdings_as_of IS NOT NULL;
COMMENT ON TABLE credits.person IS
  'The random, stable reference of a person within an organization, for reports without names; and how current the holdings are.';
COMMENT ON CONSTRAINT person_pk ON credits.person IS 'A person keeps one reference within an organization.';
COMMENT ON CONSTRAINT person_ref_once ON credits.person IS 'A reference stands for one person of the organization.';
ALTER TABLE credits.person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY person_within_tenant_scope ON credits.person USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY person_within_tenant_scope ON credits.person IS
  'Tenant scope: the user behind a reference is known within the organization alone.';
