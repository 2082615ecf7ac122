-- Scores: the figures of a partner that do not follow from credentials.

CREATE TABLE credits.partner_figure (
  id uuid DEFAULT uuidv7() CONSTRAINT partner_figure_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  -- Null: for every designation that uses the metric, also of later rule sets.
  designation text COLLATE pg_c_utf8,
  metric text COLLATE pg_c_utf8 NOT NULL,
  value numeric NOT NULL,
  holds_from date NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  recorded_by text NOT NULL,
  CONSTRAINT partner_figure_value CHECK (abs(value) <= 1e15)
);
CREATE INDEX partner_figure_in_force ON credits.partner_figure
  (organization_id, metric, designation, holds_from DESC, recorded_at DESC, id DESC);
COMMENT ON TABLE credits.partner_figure IS
  'Figures such as revenue and customer growth. Rows are only inserted: of two for a day the one recorded later holds.';
COMMENT ON CONSTRAINT partner_figure_pk ON credits.partner_figure IS 'Orders figures that were recorded at one instant.';
COMMENT ON CONSTRAINT partner_figure_value ON credits.partner_figure IS 'Exact fractions stay short at this size.';
ALTER TABLE credits.partner_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY partner_figure_within_tenant_scope ON credits.partner_figure USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY partner_figure_within_tenant_scope ON credits.partner_figure IS
  'Tenant scope: an organization sees and records its own figures alone.';

CREATE TABLE credits.published_score (
  organization_id uuid CONSTRAINT published_score_pk PRIMARY KEY,
  scored_on date NOT NULL,
  rules_version text COLLATE pg_c_utf8 NOT NULL
);
COMMENT ON TABLE credits.published_score IS
  'The day and the rule data of the last score that events of an organization follow from. A new day and new rule data are scored again.';
COMMENT ON CONSTRAINT published_score_pk ON credits.published_score IS 'An organization has one last score.';
ALTER TABLE credits.published_score ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY published_score_within_tenant_scope ON credits.published_score USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY published_score_within_tenant_scope ON credits.published_score IS
  'Tenant scope: an organization sees its own last score alone.';

CREATE TABLE credits.published_designation (
  organization_id uuid NOT NULL,
  code text COLLATE pg_c_utf8 NOT NULL,
  -- The version of the last event about the designation; 0: none.
  version bigint NOT NULL,
  attained boolean NOT NULL,
  -- An exact fraction.
  score text COLLATE pg_c_utf8 NOT NULL,
  CONSTRAINT published_designation_pk PRIMARY KEY (organization_id, code)
);
COMMENT ON TABLE credits.published_designation IS
  'Whether events have published a designation as attained, and its last score. The next event has the difference.';
COMMENT ON CONSTRAINT published_designation_pk ON credits.published_designation IS
  'A designation of an organization has one published state.';
ALTER TABLE credits.published_designation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY published_designation_within_tenant_scope ON credits.published_designation USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY published_designation_within_tenant_scope ON credits.published_designation IS
  'Tenant scope: an organization sees its own published designations alone.';
