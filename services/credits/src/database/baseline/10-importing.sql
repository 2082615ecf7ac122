-- Importing: how far the import of a file has come.

CREATE TABLE credits.import_job (
  source text COLLATE pg_c_utf8 NOT NULL,
  -- SHA-256 of the file.
  digest text COLLATE pg_c_utf8 NOT NULL,
  byte_offset bigint NOT NULL,
  line bigint NOT NULL,
  -- Length of the file of rejected rows.
  rejected_length bigint NOT NULL,
  recorded bigint NOT NULL,
  repeated bigint NOT NULL,
  rejected bigint NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  CONSTRAINT import_job_pk PRIMARY KEY (source, digest),
  CONSTRAINT import_job_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'))
);
COMMENT ON TABLE credits.import_job IS
  'Import jobs that have not finished: an interrupted import of the same file continues where it stopped.';
COMMENT ON CONSTRAINT import_job_pk ON credits.import_job IS 'A file of a source is imported by one job.';
COMMENT ON CONSTRAINT import_job_source ON credits.import_job IS 'Only these two learning sources count (R15).';

CREATE TABLE credits.published_leaver (
  user_id uuid CONSTRAINT published_leaver_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  -- The version of the last event about the user.
  version bigint NOT NULL,
  -- Null: withdrawn.
  leaves_report_at timestamptz(3),
  has_left boolean NOT NULL
);
CREATE INDEX published_leaver_due ON credits.published_leaver (leaves_report_at) WHERE NOT has_left;
COMMENT ON TABLE credits.published_leaver IS
  'The drop dates of users that events have published, and whether they have come. The next event has the difference.';
COMMENT ON CONSTRAINT published_leaver_pk ON credits.published_leaver IS 'A user has one published state.';
ALTER TABLE credits.published_leaver ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY published_leaver_within_tenant_scope ON credits.published_leaver USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY published_leaver_within_tenant_scope ON credits.published_leaver IS
  'Tenant scope: an organization sees its own leavers alone.';
