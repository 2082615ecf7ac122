-- Linking: what happened to links and flows, for the organization of the user (R36).

CREATE TABLE association.activity (
  id uuid DEFAULT uuidv7() CONSTRAINT activity_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  source text NOT NULL,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  reason text,
  association_id uuid,
  flow_id uuid,
  actor text NOT NULL,
  request_id text NOT NULL,
  CONSTRAINT activity_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT activity_kind CHECK (kind IN (
    'STARTED', 'ENDED_BY_USER', 'ENDED_BY_MOVE', 'ENDED_BY_ACCOUNT', 'REINSTATED', 'REFUSED', 'MERGED')),
  CONSTRAINT activity_refusal_has_reason CHECK ((reason IS NOT NULL) = (kind = 'REFUSED'))
);
CREATE INDEX activity_newest_first ON association.activity (organization_id, at DESC, id DESC);
-- Starts that were rejected before there was a flow count against the starts of an hour (R31).
CREATE INDEX activity_refused ON association.activity (user_id, at) WHERE kind = 'REFUSED' AND flow_id IS NULL;
REVOKE UPDATE, DELETE, TRUNCATE ON association.activity FROM association_app;

COMMENT ON TABLE association.activity IS
  'What happened to links and flows, by whom, when and in which request (R36). Append-only.';
COMMENT ON CONSTRAINT activity_pk ON association.activity IS 'An entry has one id, which orders entries of the same instant.';
COMMENT ON CONSTRAINT activity_source ON association.activity IS 'The two learning sources (R15).';
COMMENT ON CONSTRAINT activity_kind ON association.activity IS 'The kinds of entries.';
COMMENT ON CONSTRAINT activity_refusal_has_reason ON association.activity IS
  'A rejection says why, and no other entry has a reason.';

ALTER TABLE association.activity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY activity_tenant_scope ON association.activity USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY activity_tenant_scope ON association.activity IS
  'Tenant scope: an organization learns what happened to the links of its own users.';

CREATE FUNCTION association.reject_change_of_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'activity is append-only' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_append_only';
END $$;
COMMENT ON FUNCTION association.reject_change_of_activity() IS 'Rejects every change of an entry.';
CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON association.activity
  FOR EACH STATEMENT EXECUTE FUNCTION association.reject_change_of_activity();
COMMENT ON TRIGGER activity_append_only ON association.activity IS 'Entries are written once and never changed (R36).';
