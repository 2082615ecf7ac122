-- Importing: how far the import of a file has come.

CREATE TABLE credits.achievement_load (
  source text COLLATE pg_c_utf8 NOT NULL,
  -- SHA-256 of the file.
  digest text COLLATE pg_c_utf8 NOT NULL,
  byte_offset bigint NOT NULL,
  line bigint NOT NULL,
  -- Length of the file of rejected rows.
  refused_length bigint NOT NULL,
  recorded bigint NOT NULL,
  repeated bigint NOT NULL,
  refused bigint NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  CONSTRAINT achievement_load_pk PRIMARY KEY (source, digest),
  CONSTRAINT achievement_load_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'))
);
COMMENT ON TABLE credits.achievement_load IS
  'Import jobs that have not finished: an interrupted import of the same file continues where it stopped.';
COMMENT ON CONSTRAINT achievement_load_pk ON credits.achievement_load IS 'A file of a source is imported by one job.';
COMMENT ON CONSTRAINT achievement_load_source ON credits.achievement_load IS 'Only these two learning sources count (R15).';
