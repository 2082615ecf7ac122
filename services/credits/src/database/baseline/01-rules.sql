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
