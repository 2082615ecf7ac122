-- Learn analytics (R35): completions of modules and learning paths. They never score.

CREATE TABLE credits.training_item (
  id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT training_item_pk PRIMARY KEY,
  source text COLLATE pg_c_utf8 NOT NULL,
  kind text NOT NULL,
  uid text NOT NULL,
  CONSTRAINT training_item_uid UNIQUE (source, kind, uid)
);
COMMENT ON TABLE credits.training_item IS 'Modules and learning paths, each with a short number.';
COMMENT ON CONSTRAINT training_item_pk ON credits.training_item IS 'The short number that arrays of learners refer to.';
COMMENT ON CONSTRAINT training_item_uid ON credits.training_item IS 'An item of a source has one number.';

CREATE TABLE credits.training_completion (
  id uuid DEFAULT uuidv7() CONSTRAINT training_completion_pk PRIMARY KEY,
  source text COLLATE pg_c_utf8 NOT NULL,
  external_id text COLLATE pg_c_utf8 NOT NULL,
  profile_id text COLLATE pg_c_utf8 NOT NULL,
  uid text NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  roles text[] NOT NULL,
  products text[] NOT NULL,
  completed_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  CONSTRAINT training_completion_external_id UNIQUE (source, external_id),
  CONSTRAINT training_completion_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT training_completion_kind CHECK (kind IN ('MODULE', 'LEARNING_PATH'))
);
CREATE INDEX training_completion_by_profile ON credits.training_completion (source, profile_id, completed_at);
-- The newest completion of an item gives its title, roles and products. The index is used only while training_item has the
-- same collations.
CREATE INDEX training_completion_by_item ON credits.training_completion (source, kind, uid, recorded_at, id);
COMMENT ON TABLE credits.training_completion IS
  'Completions as the learning source sent them. They belong to a profile: an organization reads them through learners.';
COMMENT ON CONSTRAINT training_completion_pk ON credits.training_completion IS 'Identifies a completion.';
COMMENT ON CONSTRAINT training_completion_external_id ON credits.training_completion IS
  'A source can send a completion again without a second one.';
COMMENT ON CONSTRAINT training_completion_source ON credits.training_completion IS
  'Only these two learning sources count (R15).';
COMMENT ON CONSTRAINT training_completion_kind ON credits.training_completion IS
  'Achievements of other kinds are recorded as achievements.';

CREATE TABLE credits.learner (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  person_ref text COLLATE pg_c_utf8 NOT NULL,
  -- Days since 1970-01-01, in order; beside each day its item, and the day on which the person completed the same item
  -- before (null: never; the array is null where that holds for all).
  module_days integer[] NOT NULL,
  module_items integer[] NOT NULL,
  module_before integer[],
  path_days integer[] NOT NULL,
  path_items integer[] NOT NULL,
  path_before integer[],
  CONSTRAINT learner_pk PRIMARY KEY (organization_id, user_id),
  CONSTRAINT learner_person FOREIGN KEY (organization_id, user_id)
    REFERENCES credits.person (organization_id, user_id) ON DELETE CASCADE
);
CREATE INDEX learner_with_repetitions ON credits.learner (organization_id)
  WHERE module_before IS NOT NULL OR path_before IS NOT NULL;
COMMENT ON TABLE credits.learner IS
  'The completions of a person that an organization may count: a figure for any range of days reads one row per person.';
COMMENT ON CONSTRAINT learner_pk ON credits.learner IS 'A person is one trained individual of an organization.';
COMMENT ON CONSTRAINT learner_person ON credits.learner IS 'The completions of a person go with the reference of the person.';
ALTER TABLE credits.learner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY learner_within_tenant_scope ON credits.learner USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY learner_within_tenant_scope ON credits.learner IS
  'Tenant scope: an organization sees the completions of its own people alone.';

CREATE TABLE credits.completion_change (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT completion_change_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  month date NOT NULL,
  item_id integer NOT NULL,
  change integer NOT NULL,
  CONSTRAINT completion_change_item FOREIGN KEY (item_id) REFERENCES credits.training_item (id)
);
CREATE INDEX completion_change_by_month ON credits.completion_change (organization_id, month, item_id) INCLUDE (change);
COMMENT ON TABLE credits.completion_change IS
  'Changes of the number of people who completed an item in a month. Rows are inserted without waiting, then compacted.';
COMMENT ON CONSTRAINT completion_change_pk ON credits.completion_change IS 'Compaction adds up each change once.';
COMMENT ON CONSTRAINT completion_change_item ON credits.completion_change IS 'Only known items are counted.';
ALTER TABLE credits.completion_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY completion_change_within_tenant_scope ON credits.completion_change USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY completion_change_within_tenant_scope ON credits.completion_change IS
  'Tenant scope: an organization sees its own numbers of completions alone.';
