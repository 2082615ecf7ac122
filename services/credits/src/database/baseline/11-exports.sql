-- Exports: files of an organization's data, and feeds, whose address always has the newest file.

CREATE TABLE credits.export_feed (
  id uuid DEFAULT uuidv7() CONSTRAINT export_feed_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  label text COLLATE pg_c_utf8 NOT NULL,
  dataset text COLLATE pg_c_utf8 NOT NULL,
  format text COLLATE pg_c_utf8 NOT NULL,
  layout text COLLATE pg_c_utf8 NOT NULL,
  includes_personal_data boolean NOT NULL,
  -- SHA-256 of the key, which has 256 random bits.
  key_hash bytea NOT NULL,
  -- The key before the last rotation, as long as it is valid.
  previous_key_hash bytea,
  previous_key_until timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  created_by text COLLATE pg_c_utf8 NOT NULL,
  expires_at timestamptz(3),
  last_read_at timestamptz(3),
  CONSTRAINT export_feed_dataset CHECK (dataset IN ('SKILLS_REPORT', 'CREDITS', 'ASSOCIATIONS', 'LEARN_ANALYTICS')),
  CONSTRAINT export_feed_format CHECK (format IN ('CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX')),
  CONSTRAINT export_feed_layout CHECK (layout IN ('STANDARD', 'PARTNER_CENTER_TRAININGS')),
  CONSTRAINT export_feed_previous_key CHECK ((previous_key_hash IS NULL) = (previous_key_until IS NULL)),
  CONSTRAINT export_feed_of_people_expires CHECK (NOT includes_personal_data OR expires_at <= created_at + interval '366 days')
);
CREATE INDEX export_feed_by_organization ON credits.export_feed (organization_id, created_at);
COMMENT ON TABLE credits.export_feed IS
  'Feeds of an organization: a stable address with a key of its own, for tools that refresh by themselves.';
COMMENT ON CONSTRAINT export_feed_pk ON credits.export_feed IS 'Identifies a feed in its address.';
COMMENT ON CONSTRAINT export_feed_dataset ON credits.export_feed IS 'Only datasets that exports have.';
COMMENT ON CONSTRAINT export_feed_format ON credits.export_feed IS 'Only formats that exports have.';
COMMENT ON CONSTRAINT export_feed_layout ON credits.export_feed IS 'Only layouts that exports have.';
COMMENT ON CONSTRAINT export_feed_previous_key ON credits.export_feed IS 'A previous key always has an end.';
COMMENT ON CONSTRAINT export_feed_of_people_expires ON credits.export_feed IS
  'A key to personal data is valid for at most a year.';
ALTER TABLE credits.export_feed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY export_feed_within_tenant_scope ON credits.export_feed USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY export_feed_within_tenant_scope ON credits.export_feed IS
  'Tenant scope: an organization sees its own feeds alone.';

CREATE TABLE credits.export (
  id uuid DEFAULT uuidv7() CONSTRAINT export_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  dataset text COLLATE pg_c_utf8 NOT NULL,
  format text COLLATE pg_c_utf8 NOT NULL,
  layout text COLLATE pg_c_utf8 NOT NULL,
  includes_personal_data boolean NOT NULL,
  -- The Skills Report; null for data without snapshots.
  month date,
  data_as_of timestamptz(3) NOT NULL,
  -- The feed that it is made for; null for an export that was requested.
  feed_id uuid,
  state text COLLATE pg_c_utf8 NOT NULL DEFAULT 'QUEUED',
  requested_at timestamptz(3) NOT NULL,
  requested_by text COLLATE pg_c_utf8 NOT NULL,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- When the file is removed; null for a file of a feed, which newer ones replace.
  available_until timestamptz(3),
  rows_expected integer,
  rows_written integer,
  bytes bigint,
  sha256 text COLLATE pg_c_utf8,
  -- Why it failed or ended early, for the user.
  error text,
  -- Counts the workers that began to make it; the last one alone may finish it.
  attempts integer NOT NULL DEFAULT 0,
  -- By the clock of the database: until then a worker makes it.
  leased_until timestamptz,
  -- A file is there, or a part of one may be.
  has_file boolean NOT NULL DEFAULT false,
  CONSTRAINT export_feed FOREIGN KEY (feed_id) REFERENCES credits.export_feed (id),
  CONSTRAINT export_dataset CHECK (dataset IN ('SKILLS_REPORT', 'CREDITS', 'ASSOCIATIONS', 'LEARN_ANALYTICS')),
  CONSTRAINT export_format CHECK (format IN ('CSV', 'TSV', 'JSONL', 'PARQUET', 'XLSX')),
  CONSTRAINT export_layout CHECK (layout IN ('STANDARD', 'PARTNER_CENTER_TRAININGS')),
  CONSTRAINT export_month CHECK ((month IS NOT NULL) = (dataset = 'SKILLS_REPORT')),
  CONSTRAINT export_state CHECK (state IN ('QUEUED', 'RUNNING', 'READY', 'FAILED', 'EXPIRED')),
  CONSTRAINT export_ready CHECK (state <> 'READY' OR (has_file AND finished_at IS NOT NULL AND rows_written IS NOT NULL AND bytes IS NOT NULL AND sha256 IS NOT NULL
    AND (available_until IS NOT NULL OR feed_id IS NOT NULL))),
  CONSTRAINT export_failed CHECK (state <> 'FAILED' OR error IS NOT NULL)
);
-- A snapshot never changes: its file is made once. Of other data one file is made at a time.
CREATE UNIQUE INDEX export_once ON credits.export
  (organization_id, dataset, format, layout, includes_personal_data, month, feed_id) NULLS NOT DISTINCT
  WHERE state IN ('QUEUED', 'RUNNING') OR (state = 'READY' AND month IS NOT NULL);
CREATE INDEX export_by_organization ON credits.export (organization_id, requested_at, id);
CREATE INDEX export_unfinished ON credits.export (requested_at) WHERE state IN ('QUEUED', 'RUNNING');
CREATE INDEX export_with_file ON credits.export (available_until) WHERE has_file;
CREATE INDEX export_of_feed ON credits.export (feed_id, requested_at) WHERE feed_id IS NOT NULL;
COMMENT ON TABLE credits.export IS
  'Exports of an organization: what was requested, how far it is, and the file. Removed 90 days after the file.';
COMMENT ON CONSTRAINT export_pk ON credits.export IS 'Identifies an export, and its file in the store.';
COMMENT ON CONSTRAINT export_feed ON credits.export IS 'An export is made for a feed of the organization, or for none.';
COMMENT ON CONSTRAINT export_dataset ON credits.export IS 'Only datasets of the API.';
COMMENT ON CONSTRAINT export_format ON credits.export IS 'Only formats of the API.';
COMMENT ON CONSTRAINT export_layout ON credits.export IS 'Only layouts of the API.';
COMMENT ON CONSTRAINT export_month ON credits.export IS 'Skills Reports have months, other datasets have none.';
COMMENT ON CONSTRAINT export_state ON credits.export IS 'Only states of the API.';
COMMENT ON CONSTRAINT export_ready ON credits.export IS 'A file that is ready has a length, a digest and an end, by time or by the feed.';
COMMENT ON CONSTRAINT export_failed ON credits.export IS 'A failed export tells the user why.';
ALTER TABLE credits.export ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY export_within_tenant_scope ON credits.export USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY export_within_tenant_scope ON credits.export IS
  'Tenant scope: an organization sees its own exports alone.';
