-- Linking: what happened to links and flows, for the organization of the user (R36). The migration makes it append-only and chains it.

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
  -- The program that asked for it, as its token names it.
  client text,
  request_id text NOT NULL,
  CONSTRAINT activity_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT activity_kind CHECK (kind IN (
    'STARTED', 'ENDED_BY_USER', 'ENDED_BY_MOVE', 'ENDED_BY_ACCOUNT', 'REINSTATED', 'REFUSED', 'FAILED', 'MERGED')),
  CONSTRAINT activity_refusal_has_reason CHECK ((reason IS NOT NULL) = (kind IN ('REFUSED', 'FAILED')))
);
CREATE INDEX activity_newest_first ON association.activity (organization_id, at DESC, id DESC);
-- Starts that were rejected before there was a flow count against the starts of an hour (R31).
CREATE INDEX activity_refused ON association.activity (user_id, at) WHERE kind = 'REFUSED' AND flow_id IS NULL;
-- The rejections and failures of a flow, each recorded once.
CREATE INDEX activity_of_flow ON association.activity (flow_id, reason) WHERE reason IS NOT NULL;

COMMENT ON TABLE association.activity IS
  'What happened to links and flows, by whom, when and in which request (R36). Append-only; a hash chain for each organization.';
COMMENT ON CONSTRAINT activity_pk ON association.activity IS 'An entry has one id, which orders entries of the same instant.';
COMMENT ON CONSTRAINT activity_source ON association.activity IS 'The two learning sources (R15).';
COMMENT ON CONSTRAINT activity_kind ON association.activity IS 'The kinds of entries.';
COMMENT ON CONSTRAINT activity_refusal_has_reason ON association.activity IS
  'A rejection and a failure say why, and no other entry has a reason.';

ALTER TABLE association.activity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY activity_tenant_scope ON association.activity USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY activity_tenant_scope ON association.activity IS
  'Tenant scope: an organization learns what happened to the links of its own users.';
