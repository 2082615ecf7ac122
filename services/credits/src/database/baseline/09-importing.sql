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
