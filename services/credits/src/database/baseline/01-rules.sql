-- Rules: which version of the rule data is in force.

CREATE TABLE credits.rule_data (
  id integer CONSTRAINT rule_data_pk PRIMARY KEY CONSTRAINT rule_data_one CHECK (id = 1),
  version text COLLATE pg_c_utf8 NOT NULL,
  since timestamptz(3) NOT NULL
);
COMMENT ON TABLE credits.rule_data IS
  'The version of the rule data in force: that of the process that started last. Rows of another version are recalculated.';
COMMENT ON CONSTRAINT rule_data_pk ON credits.rule_data IS 'Identifies the one row.';
COMMENT ON CONSTRAINT rule_data_one ON credits.rule_data IS 'One version is in force at a time.';

CREATE TABLE credits.catalog_entry (
  code text COLLATE pg_c_utf8 CONSTRAINT catalog_entry_pk PRIMARY KEY,
  title text COLLATE pg_c_utf8 NOT NULL,
  kind text COLLATE pg_c_utf8 NOT NULL,
  level text COLLATE pg_c_utf8 NOT NULL,
  source text COLLATE pg_c_utf8 NOT NULL,
  -- A requirement in force names the credential.
  named boolean NOT NULL,
  -- It is retired, and the last day on which it can count is over.
  tail_over boolean NOT NULL,
  -- The last day, in the vendor's calendar, on which it can be earned; null while no end is known.
  retired_on date,
  -- The instant at which that day ends there.
  earnable_until timestamptz(3),
  CONSTRAINT catalog_entry_retirement CHECK ((retired_on IS NULL) = (earnable_until IS NULL))
);
COMMENT ON TABLE credits.catalog_entry IS
  'The catalog of the rule data in force, for statements that return titles, and with what the state of a credit depends on today. Derived: updated at start, at midnight (UTC) and before an export.';
COMMENT ON CONSTRAINT catalog_entry_pk ON credits.catalog_entry IS 'The code is the identity of a credential or exam.';
COMMENT ON CONSTRAINT catalog_entry_retirement ON credits.catalog_entry IS 'The instant belongs to the day of the retirement.';
