-- Holdings: the days on which an organization counts a credential of a person, and numbers of holders by list of
-- credentials. A score of any day adds up changes instead of reading every person.

CREATE TABLE credits.recalculation_queue (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT recalculation_queue_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL
);
CREATE INDEX recalculation_queue_by_person ON credits.recalculation_queue (organization_id, user_id) INCLUDE (id);
COMMENT ON TABLE credits.recalculation_queue IS
  'The recalculation queue. Rows are inserted without waiting; a recalculation deletes only those that it found at its start.';
COMMENT ON CONSTRAINT recalculation_queue_pk ON credits.recalculation_queue IS
  'Two requests for one person are two rows, so that none is lost.';
ALTER TABLE credits.recalculation_queue ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY recalculation_queue_within_tenant_scope ON credits.recalculation_queue USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY recalculation_queue_within_tenant_scope ON credits.recalculation_queue IS
  'Tenant scope: an organization sees its own pending recalculations alone.';

CREATE TABLE credits.score_queue (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT score_queue_pk PRIMARY KEY,
  organization_id uuid NOT NULL
);
CREATE INDEX score_queue_by_organization ON credits.score_queue (organization_id);
COMMENT ON TABLE credits.score_queue IS
  'Organizations whose designations may have changed. Rows are inserted without waiting; a job deletes only those that it found.';
COMMENT ON CONSTRAINT score_queue_pk ON credits.score_queue IS
  'Two changes of an organization are two rows, so that none is lost.';
ALTER TABLE credits.score_queue ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY score_queue_within_tenant_scope ON credits.score_queue USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY score_queue_within_tenant_scope ON credits.score_queue IS
  'Tenant scope: an organization sees its own pending scores alone.';

CREATE TABLE credits.holding (
  organization_id uuid NOT NULL,
  person_ref text COLLATE pg_c_utf8 NOT NULL,
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  counts_from date NOT NULL,
  -- The first day on which it no longer counts; null: no end is known.
  counts_until date,
  achievement_id uuid NOT NULL,
  achieved_at timestamptz(3) NOT NULL,
  -- Expired holdings grow with the years; by month, an index leaves them unread.
  until_month date NOT NULL
    GENERATED ALWAYS AS (coalesce(date_trunc('month', counts_until::timestamp)::date, 'infinity')) STORED,
  CONSTRAINT holding_pk PRIMARY KEY (organization_id, person_ref, credential_code, counts_from),
  CONSTRAINT holding_person FOREIGN KEY (organization_id, person_ref)
    REFERENCES credits.person (organization_id, ref) ON DELETE CASCADE,
  CONSTRAINT holding_days CHECK (counts_until > counts_from)
);
CREATE INDEX holding_in_counting_order
  ON credits.holding (organization_id, credential_code, until_month, achieved_at, person_ref)
  INCLUDE (counts_from, counts_until, achievement_id);
COMMENT ON TABLE credits.holding IS
  'The days on which an organization counts a credential of a person (R18, R19). Recalculated from achievements and associations.';
COMMENT ON CONSTRAINT holding_pk ON credits.holding IS
  'A person counts once for a credential, however many achievements grant it.';
COMMENT ON CONSTRAINT holding_person ON credits.holding IS 'The holdings of a person go with the reference of the person.';
COMMENT ON CONSTRAINT holding_days ON credits.holding IS 'A holding counts on at least one day.';
ALTER TABLE credits.holding ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY holding_within_tenant_scope ON credits.holding USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY holding_within_tenant_scope ON credits.holding IS
  'Tenant scope: an organization sees the holdings of its own people alone.';

CREATE TABLE credits.credential_list (
  id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT credential_list_pk PRIMARY KEY,
  content text COLLATE pg_c_utf8 NOT NULL CONSTRAINT credential_list_content UNIQUE,
  members jsonb NOT NULL
);
COMMENT ON TABLE credits.credential_list IS
  'Lists of credentials of which one suffices, as the rule sets name them. The same for all organizations.';
COMMENT ON CONSTRAINT credential_list_pk ON credits.credential_list IS 'A short number for the rows that count holders.';
COMMENT ON CONSTRAINT credential_list_content ON credits.credential_list IS
  'Rule sets that name the same list share its counts.';

CREATE TABLE credits.counted_list (
  organization_id uuid NOT NULL,
  list_id integer NOT NULL,
  CONSTRAINT counted_list_pk PRIMARY KEY (organization_id, list_id),
  CONSTRAINT counted_list_list FOREIGN KEY (list_id) REFERENCES credits.credential_list (id)
);
COMMENT ON TABLE credits.counted_list IS
  'The lists whose holders are counted in an organization. For any other list a score counts holdings directly.';
COMMENT ON CONSTRAINT counted_list_pk ON credits.counted_list IS 'A list is counted once in an organization.';
COMMENT ON CONSTRAINT counted_list_list ON credits.counted_list IS 'Only known lists are counted.';
ALTER TABLE credits.counted_list ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY counted_list_within_tenant_scope ON credits.counted_list USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY counted_list_within_tenant_scope ON credits.counted_list IS
  'Tenant scope: an organization sees its own counted lists alone.';

CREATE TABLE credits.holder_change (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT holder_change_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  list_id integer NOT NULL,
  day date NOT NULL,
  change integer NOT NULL
);
CREATE INDEX holder_change_by_list ON credits.holder_change (organization_id, list_id, day) INCLUDE (change);
COMMENT ON TABLE credits.holder_change IS
  'Changes of the number of holders of a list from a day on. Rows are inserted without waiting; compaction adds them up.';
COMMENT ON CONSTRAINT holder_change_pk ON credits.holder_change IS 'Compaction adds up each change once.';
ALTER TABLE credits.holder_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY holder_change_within_tenant_scope ON credits.holder_change USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY holder_change_within_tenant_scope ON credits.holder_change IS
  'Tenant scope: an organization sees its own numbers of holders alone.';

CREATE TABLE credits.holder_change_daily (
  organization_id uuid NOT NULL,
  list_id integer NOT NULL,
  day date NOT NULL,
  change integer NOT NULL,
  CONSTRAINT holder_change_daily_pk PRIMARY KEY (organization_id, list_id, day) INCLUDE (change)
);
COMMENT ON TABLE credits.holder_change_daily IS 'Compacted changes by day. Written by compaction alone.';
COMMENT ON CONSTRAINT holder_change_daily_pk ON credits.holder_change_daily IS 'A day of a list has one sum, read from the index.';
ALTER TABLE credits.holder_change_daily ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY holder_change_daily_within_tenant_scope ON credits.holder_change_daily USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY holder_change_daily_within_tenant_scope ON credits.holder_change_daily IS
  'Tenant scope: an organization sees its own numbers of holders alone.';

CREATE TABLE credits.holder_change_monthly (
  organization_id uuid NOT NULL,
  list_id integer NOT NULL,
  month date NOT NULL,
  change integer NOT NULL,
  CONSTRAINT holder_change_monthly_pk PRIMARY KEY (organization_id, list_id, month) INCLUDE (change),
  CONSTRAINT holder_change_monthly_is_whole CHECK (extract(day FROM month) = 1)
);
COMMENT ON TABLE credits.holder_change_monthly IS
  'Compacted changes by month: the number of holders on a day costs the same at any age of the data. Written by compaction alone.';
COMMENT ON CONSTRAINT holder_change_monthly_pk ON credits.holder_change_monthly IS 'A month of a list has one sum, read from the index.';
COMMENT ON CONSTRAINT holder_change_monthly_is_whole ON credits.holder_change_monthly IS 'A month is named by its first day.';
ALTER TABLE credits.holder_change_monthly ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY holder_change_monthly_within_tenant_scope ON credits.holder_change_monthly USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY holder_change_monthly_within_tenant_scope ON credits.holder_change_monthly IS
  'Tenant scope: an organization sees its own numbers of holders alone.';
