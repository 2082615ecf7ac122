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
