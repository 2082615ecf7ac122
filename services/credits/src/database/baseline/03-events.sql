-- Events: the event log of an organization, for its webhooks and programs. Events between services are not stored here.

CREATE TABLE credits.event (
  id uuid DEFAULT uuidv7() CONSTRAINT event_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  type text COLLATE pg_c_utf8 NOT NULL,
  subject text COLLATE pg_c_utf8 NOT NULL,
  subject_version bigint NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  -- json, not jsonb: the body has the fields in the order of the contract.
  data json NOT NULL,
  -- These three are null until the event is numbered.
  sequence bigint,
  body text COLLATE pg_c_utf8,
  numbered_at timestamptz(3),
  CONSTRAINT event_once UNIQUE (organization_id, type, subject, subject_version),
  CONSTRAINT event_sequence_once UNIQUE (organization_id, sequence),
  CONSTRAINT event_numbered CHECK (num_nulls(sequence, body, numbered_at) IN (0, 3)),
  CONSTRAINT event_subject_version CHECK (subject_version > 0)
);
CREATE INDEX event_not_numbered ON credits.event (id) WHERE sequence IS NULL;
-- Events are numbered in the order of time: expired ones are found without an index of every row.
CREATE INDEX event_by_numbering ON credits.event USING brin (numbered_at);
COMMENT ON TABLE credits.event IS
  'The event log. A business transaction inserts events without a number; the relay numbers the committed ones and writes the body.';
COMMENT ON CONSTRAINT event_pk ON credits.event IS 'Identifies an event; in the API and in webhooks as evt_ and 32 hexadecimal digits.';
COMMENT ON CONSTRAINT event_once ON credits.event IS 'A version of a subject is one event of a type: a job that runs again adds nothing.';
COMMENT ON CONSTRAINT event_sequence_once ON credits.event IS 'A number stands for one event of the organization.';
COMMENT ON CONSTRAINT event_numbered ON credits.event IS 'An event gets its number, its body and the instant of both together.';
COMMENT ON CONSTRAINT event_subject_version ON credits.event IS 'Versions of a subject begin with 1.';
ALTER TABLE credits.event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY event_within_tenant_scope ON credits.event USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY event_numbered_once ON credits.event AS RESTRICTIVE FOR UPDATE
  USING (sequence IS NULL) WITH CHECK (sequence IS NOT NULL);
REVOKE UPDATE, TRUNCATE ON credits.event FROM credits_app;
GRANT UPDATE (sequence, body, numbered_at) ON credits.event TO credits_app;
COMMENT ON POLICY event_within_tenant_scope ON credits.event IS 'Tenant scope: an organization reads its own events alone.';
COMMENT ON POLICY event_numbered_once ON credits.event IS
  'An event changes once, when it is numbered: what was sent stays as it is until it expires.';

CREATE TABLE credits.event_counter (
  organization_id uuid CONSTRAINT event_counter_pk PRIMARY KEY,
  last_sequence bigint NOT NULL,
  CONSTRAINT event_counter_last_sequence CHECK (last_sequence > 0)
);
COMMENT ON TABLE credits.event_counter IS 'The last number of each organization, also after its event has expired.';
COMMENT ON CONSTRAINT event_counter_pk ON credits.event_counter IS 'The events of an organization are numbered in one sequence.';
COMMENT ON CONSTRAINT event_counter_last_sequence ON credits.event_counter IS 'Numbers begin with 1.';
ALTER TABLE credits.event_counter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY event_counter_within_tenant_scope ON credits.event_counter USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY event_counter_within_tenant_scope ON credits.event_counter IS
  'Tenant scope: an organization sees its own last number alone.';
