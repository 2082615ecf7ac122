-- Allowances: the next association date of each user and source, as other services know it.

CREATE TABLE association.published_allowance (
  id uuid DEFAULT uuidv7() CONSTRAINT published_allowance_pk PRIMARY KEY,
  user_id uuid NOT NULL,
  source text NOT NULL,
  organization_id uuid NOT NULL,
  -- Of the last event; 0 while nothing was published.
  version integer NOT NULL DEFAULT 0,
  next_association_at timestamptz(3),
  -- The limits that it follows from; empty: not calculated yet.
  limits text NOT NULL DEFAULT '',
  -- The next date, as long as a reminder of it is to be decided.
  remind_at timestamptz(3),
  CONSTRAINT published_allowance_once UNIQUE (user_id, source),
  CONSTRAINT published_allowance_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT published_allowance_reminds_of_date CHECK (remind_at = next_association_at)
);
CREATE INDEX published_allowance_to_remind ON association.published_allowance (remind_at, id) WHERE remind_at IS NOT NULL;

COMMENT ON TABLE association.published_allowance IS
  'The next association date of a user at a source as it was published last (R28, R30), and whether a reminder waits for it. A user without a start or a rejection has no row.';
COMMENT ON CONSTRAINT published_allowance_pk ON association.published_allowance IS 'Identifies the allowance in its events.';
COMMENT ON CONSTRAINT published_allowance_once ON association.published_allowance IS 'A user has one allowance at each source.';
COMMENT ON CONSTRAINT published_allowance_source ON association.published_allowance IS 'The two learning sources (R15).';
COMMENT ON CONSTRAINT published_allowance_reminds_of_date ON association.published_allowance IS
  'A date that is no longer true reminds of nothing.';

ALTER TABLE association.published_allowance ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY published_allowance_tenant_scope ON association.published_allowance USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY published_allowance_tenant_scope ON association.published_allowance IS
  'Tenant scope: the dates of a user are visible within the organization of the user.';
