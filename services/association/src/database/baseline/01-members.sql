-- Members: the projection of identity's users, with what rosters show of their links.

CREATE TABLE association.member (
  user_id uuid CONSTRAINT member_pk PRIMARY KEY,
  version integer NOT NULL,
  organization_id uuid NOT NULL,
  email text COLLATE pg_c_utf8 NOT NULL,
  display_name text COLLATE pg_c_utf8 NOT NULL,
  status text NOT NULL,
  invited_at timestamptz(3) NOT NULL,
  deactivated_at timestamptz(3),
  deleted_at timestamptz(3),
  -- Of the work address in the directory; null when unknown.
  department text COLLATE pg_c_utf8,
  country text COLLATE pg_c_utf8,

  -- The offboarding in force (R20, R21): the signal that counts, and the drop date.
  leaving_since timestamptz(3),
  leaves_report_at timestamptz(3),
  -- The offboarding in force has ended the links.
  offboarded boolean NOT NULL DEFAULT false,
  -- The last drop date that was processed. A return does not clear it: an event that repeats an offboarding ends nothing twice.
  offboarded_until timestamptz(3),

  -- The active links, maintained by triggers.
  linked_sources text[] NOT NULL DEFAULT '{}',
  linked_since timestamptz(3),

  sort_name text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(display_name)) STORED,
  email_key text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(email)) STORED,
  -- The first state that applies; null for a user who is not on the roster.
  state text GENERATED ALWAYS AS (CASE
    WHEN leaves_report_at IS NOT NULL AND NOT offboarded THEN 'LEAVING'
    WHEN status = 'INVITED' THEN 'INVITATION_PENDING'
    WHEN status <> 'ACTIVE' THEN NULL
    WHEN cardinality(linked_sources) > 0 THEN 'LINKED'
    ELSE 'NOT_LINKED' END) STORED,

  CONSTRAINT member_status CHECK (status IN ('INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED')),
  CONSTRAINT member_offboarded_has_drop_date CHECK (NOT offboarded OR leaves_report_at IS NOT NULL),
  CONSTRAINT member_linked_since CHECK ((linked_since IS NULL) = (cardinality(linked_sources) = 0))
);
CREATE INDEX member_of_organization ON association.member (organization_id, user_id);
-- The job finds due offboardings by this index.
CREATE INDEX member_to_offboard ON association.member (leaves_report_at, user_id)
  WHERE leaves_report_at IS NOT NULL AND NOT offboarded;

COMMENT ON TABLE association.member IS
  'Projection of users from identity''s events, newest version kept. Each row also holds its active links, so that a page of the roster is an index range (R34).';
COMMENT ON CONSTRAINT member_pk ON association.member IS 'A user has one row, in its newest version.';
COMMENT ON CONSTRAINT member_status ON association.member IS 'Only the states of a user that identity publishes.';
COMMENT ON CONSTRAINT member_offboarded_has_drop_date ON association.member IS
  'Links end by an offboarding only at its drop date (R20).';
COMMENT ON CONSTRAINT member_linked_since ON association.member IS 'A start is known exactly while a source is linked.';

ALTER TABLE association.member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY member_tenant_scope ON association.member USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY member_tenant_scope ON association.member IS
  'Tenant scope: names and addresses of users stay within their organization.';

CREATE FUNCTION association.load_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT links.sources, links.since INTO NEW.linked_sources, NEW.linked_since FROM (
  SELECT coalesce(array_agg(a.source ORDER BY a.source), '{}') AS sources, min(a.started_at) AS since
    FROM association.association a WHERE a.user_id = NEW.user_id AND a.ended_at IS NULL) links;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION association.load_links() IS
  'Fills the links of a new member: a user may link before the event about the user arrives.';
CREATE TRIGGER member_loads_links BEFORE INSERT ON association.member
  FOR EACH ROW EXECUTE FUNCTION association.load_links();
COMMENT ON TRIGGER member_loads_links ON association.member IS 'A new member shows the links that exist already.';
