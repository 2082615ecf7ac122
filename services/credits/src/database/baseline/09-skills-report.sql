-- Skills Report (R35): monthly snapshots that never change. A report of a month is open while it has no row in
-- skills_report. That row is inserted last: from then on the app role can add, change or delete nothing of the report.
-- The tables that grow with people are partitioned by month; a partition is reached through its parent alone.

CREATE TABLE credits.skills_report (
  organization_id uuid NOT NULL,
  month date NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  as_of timestamptz(3) NOT NULL,
  published_at timestamptz(3) NOT NULL,
  people integer NOT NULL,
  credentials integer NOT NULL,
  certifications integer NOT NULL,
  assessments integer NOT NULL,
  expiring_within_90_days integer NOT NULL,
  leaving integer NOT NULL,
  designations jsonb NOT NULL,
  CONSTRAINT skills_report_pk PRIMARY KEY (organization_id, month),
  CONSTRAINT skills_report_month CHECK (extract(day FROM month) = 1),
  CONSTRAINT skills_report_published CHECK (published_at >= as_of)
);
COMMENT ON TABLE credits.skills_report IS
  'Published reports with their totals and scores. Append-only: the app role can neither update nor delete.';
COMMENT ON CONSTRAINT skills_report_pk ON credits.skills_report IS
  'An organization has one report a month; of two concurrent jobs one publishes.';
COMMENT ON CONSTRAINT skills_report_month ON credits.skills_report IS 'A month is named by its first day.';
COMMENT ON CONSTRAINT skills_report_published ON credits.skills_report IS
  'A report is published after the refresh that it shows (R21).';
ALTER TABLE credits.skills_report ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_read_within_tenant_scope ON credits.skills_report FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_written_once ON credits.skills_report FOR INSERT WITH CHECK (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report FROM credits_app;
COMMENT ON POLICY skills_report_read_within_tenant_scope ON credits.skills_report IS
  'Tenant scope: an organization reads its own reports alone.';
COMMENT ON POLICY skills_report_written_once ON credits.skills_report IS
  'Tenant scope: a report is published for an organization of the scope; no policy lets it change.';

CREATE TABLE credits.skills_report_credential (
  organization_id uuid NOT NULL,
  month date NOT NULL,
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  kind text COLLATE pg_c_utf8 NOT NULL,
  relevant_to text[] NOT NULL,
  people integer NOT NULL,
  CONSTRAINT skills_report_credential_pk PRIMARY KEY (organization_id, month, credential_code)
);
COMMENT ON TABLE credits.skills_report_credential IS
  'The credentials of a report: to what they were relevant at the refresh (R19), and how many people held them.';
COMMENT ON CONSTRAINT skills_report_credential_pk ON credits.skills_report_credential IS
  'A credential has one total in a report.';
ALTER TABLE credits.skills_report_credential ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_credential_read_within_tenant_scope ON credits.skills_report_credential FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_credential_written_once ON credits.skills_report_credential FOR INSERT WITH CHECK (
  (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
    OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization')
  AND (organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report));
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_credential FROM credits_app;
COMMENT ON POLICY skills_report_credential_read_within_tenant_scope ON credits.skills_report_credential IS
  'Tenant scope: an organization reads its own reports alone.';
COMMENT ON POLICY skills_report_credential_written_once ON credits.skills_report_credential IS
  'Rows are added to an open report alone: a published report never changes.';

CREATE TABLE credits.skills_report_person (
  organization_id uuid NOT NULL,
  month date NOT NULL,
  person_no integer NOT NULL,
  person_ref text COLLATE pg_c_utf8 NOT NULL,
  user_id uuid NOT NULL,
  display_name text COLLATE pg_c_utf8,
  email text COLLATE pg_c_utf8,
  learn_profile_id text COLLATE pg_c_utf8,
  university_profile_id text COLLATE pg_c_utf8,
  department text COLLATE pg_c_utf8,
  country text COLLATE pg_c_utf8,
  leaving boolean NOT NULL,
  first_row integer NOT NULL,
  last_row integer NOT NULL,
  search_key text COLLATE pg_c_utf8 NOT NULL
    GENERATED ALWAYS AS (lower(coalesce(display_name, '') || E'\n' || coalesce(email, ''))) STORED,
  CONSTRAINT skills_report_person_pk PRIMARY KEY (organization_id, month, person_no)
) PARTITION BY RANGE (month);
CREATE INDEX skills_report_person_search ON credits.skills_report_person USING gin (search_key public.gin_trgm_ops);
COMMENT ON TABLE credits.skills_report_person IS
  'The people of a report. The only place of names, addresses and profile ids, so that the owner can erase them.';
COMMENT ON CONSTRAINT skills_report_person_pk ON credits.skills_report_person IS
  'A person is listed once in a report; the number is the position by name.';
ALTER TABLE credits.skills_report_person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_person_read_within_tenant_scope ON credits.skills_report_person FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_person_written_once ON credits.skills_report_person FOR INSERT WITH CHECK (
  (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
    OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization')
  AND (organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report));
CREATE POLICY skills_report_person_searched ON credits.skills_report_person FOR SELECT TO credits_owner USING (true);
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_person FROM credits_app;
COMMENT ON POLICY skills_report_person_read_within_tenant_scope ON credits.skills_report_person IS
  'Tenant scope: names and addresses of a report stay within the organization.';
COMMENT ON POLICY skills_report_person_written_once ON credits.skills_report_person IS
  'Rows are added to an open report alone: a published report never changes.';
COMMENT ON POLICY skills_report_person_searched ON credits.skills_report_person IS
  'The owner reads past the tenant scope for find_reported_people, which checks the scope itself: behind row level security the index of name parts is not used.';

CREATE TABLE credits.skills_report_row (
  organization_id uuid NOT NULL,
  month date NOT NULL,
  -- Positions of the row in the four orders: by name, reference, achievement and expiry.
  row_no integer NOT NULL,
  ref_no integer NOT NULL,
  achieved_no integer NOT NULL,
  expiry_no integer NOT NULL,
  person_no integer NOT NULL,
  source text COLLATE pg_c_utf8 NOT NULL,
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  achieved_at timestamptz(3) NOT NULL,
  expires_on date NOT NULL,
  associated_since timestamptz(3) NOT NULL,
  leaving boolean NOT NULL,
  CONSTRAINT skills_report_row_pk PRIMARY KEY (organization_id, month, row_no)
) PARTITION BY RANGE (month);
COMMENT ON TABLE credits.skills_report_row IS 'The rows of a report: a credential of a person (R18, R19).';
COMMENT ON CONSTRAINT skills_report_row_pk ON credits.skills_report_row IS
  'A position holds one row, so that pages neither repeat nor skip a row.';
ALTER TABLE credits.skills_report_row ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_row_read_within_tenant_scope ON credits.skills_report_row FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_row_written_once ON credits.skills_report_row FOR INSERT WITH CHECK (
  (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
    OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization')
  AND (organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report));
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_row FROM credits_app;
COMMENT ON POLICY skills_report_row_read_within_tenant_scope ON credits.skills_report_row IS
  'Tenant scope: an organization reads its own reports alone.';
COMMENT ON POLICY skills_report_row_written_once ON credits.skills_report_row IS
  'Rows are added to an open report alone: a published report never changes.';

CREATE TABLE credits.skills_report_order (
  organization_id uuid NOT NULL,
  month date NOT NULL,
  sorted_by text COLLATE pg_c_utf8 NOT NULL,
  leaving boolean NOT NULL,
  -- Empty: rows of all credentials.
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  last_position integer NOT NULL,
  first_expiry date NOT NULL,
  positions integer[] NOT NULL,
  row_nos integer[] NOT NULL,
  expiries date[] NOT NULL,
  CONSTRAINT skills_report_order_pk PRIMARY KEY (organization_id, month, sorted_by, leaving, credential_code, last_position),
  CONSTRAINT skills_report_order_sorted_by CHECK (sorted_by IN ('name', 'ref', 'achieved', 'expiry')),
  CONSTRAINT skills_report_order_is_one CHECK (positions = array_sort(positions))
) PARTITION BY RANGE (month);
CREATE INDEX skills_report_order_by_expiry ON credits.skills_report_order
  (organization_id, month, sorted_by, leaving, credential_code, first_expiry, last_position);
COMMENT ON TABLE credits.skills_report_order IS
  'Chunks of some hundred rows in each order, of all credentials and of each one. Cheaper to write than an index per order.';
COMMENT ON CONSTRAINT skills_report_order_pk ON credits.skills_report_order IS
  'A chunk is found by the position of its last row.';
COMMENT ON CONSTRAINT skills_report_order_sorted_by ON credits.skills_report_order IS 'Only the orders that rows have positions in.';
COMMENT ON CONSTRAINT skills_report_order_is_one ON credits.skills_report_order IS
  'The positions of a chunk are in order, so that a page starts inside it.';
ALTER TABLE credits.skills_report_order ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_order_read_within_tenant_scope ON credits.skills_report_order FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_order_written_once ON credits.skills_report_order FOR INSERT WITH CHECK (
  (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
    OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization')
  AND (organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report));
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_order FROM credits_app;
COMMENT ON POLICY skills_report_order_read_within_tenant_scope ON credits.skills_report_order IS
  'Tenant scope: an organization reads its own reports alone.';
COMMENT ON POLICY skills_report_order_written_once ON credits.skills_report_order IS
  'Rows are added to an open report alone: a published report never changes.';

CREATE TABLE credits.skills_report_count (
  organization_id uuid NOT NULL,
  month date NOT NULL,
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  leaving boolean NOT NULL,
  expires_on date NOT NULL,
  rows integer NOT NULL,
  CONSTRAINT skills_report_count_pk PRIMARY KEY (organization_id, month, credential_code, leaving, expires_on)
    INCLUDE (rows)
) PARTITION BY RANGE (month);
COMMENT ON TABLE credits.skills_report_count IS
  'Numbers of rows by credential and expiry: the total of any filter adds up a few of them.';
COMMENT ON CONSTRAINT skills_report_count_pk ON credits.skills_report_count IS
  'A combination has one number, read from the index.';
ALTER TABLE credits.skills_report_count ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_count_read_within_tenant_scope ON credits.skills_report_count FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_count_written_once ON credits.skills_report_count FOR INSERT WITH CHECK (
  (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
    OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization')
  AND (organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report));
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_count FROM credits_app;
COMMENT ON POLICY skills_report_count_read_within_tenant_scope ON credits.skills_report_count IS
  'Tenant scope: an organization reads its own reports alone.';
COMMENT ON POLICY skills_report_count_written_once ON credits.skills_report_count IS
  'Rows are added to an open report alone: a published report never changes.';

CREATE TABLE credits.skills_report_number (
  organization_id uuid NOT NULL,
  person_ref text COLLATE pg_c_utf8 NOT NULL,
  number integer NOT NULL,
  CONSTRAINT skills_report_number_pk PRIMARY KEY (organization_id, person_ref),
  CONSTRAINT skills_report_number_once UNIQUE (organization_id, number)
);
COMMENT ON TABLE credits.skills_report_number IS
  'A permanent number for each person, assigned with the first report that lists the person.';
COMMENT ON CONSTRAINT skills_report_number_pk ON credits.skills_report_number IS 'A person keeps the number.';
COMMENT ON CONSTRAINT skills_report_number_once ON credits.skills_report_number IS 'A number stands for one person of the organization.';
ALTER TABLE credits.skills_report_number ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_number_read_within_tenant_scope ON credits.skills_report_number FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_number_written_once ON credits.skills_report_number FOR INSERT WITH CHECK (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_number FROM credits_app;
COMMENT ON POLICY skills_report_number_read_within_tenant_scope ON credits.skills_report_number IS
  'Tenant scope: an organization reads the numbers of its own people alone.';
COMMENT ON POLICY skills_report_number_written_once ON credits.skills_report_number IS
  'Tenant scope: numbers are assigned within an organization of the scope; no policy lets them change.';

CREATE TABLE credits.skills_report_presence (
  organization_id uuid NOT NULL,
  month date NOT NULL,
  -- Empty: the people of the report.
  credential_code text COLLATE pg_c_utf8 NOT NULL,
  chunk integer NOT NULL,
  people bit varying NOT NULL,
  CONSTRAINT skills_report_presence_pk PRIMARY KEY (organization_id, month, credential_code, chunk)
);
COMMENT ON TABLE credits.skills_report_presence IS
  'Who held a credential of a report, one bit for each person number: two reports are compared by reading some thousand rows.';
COMMENT ON CONSTRAINT skills_report_presence_pk ON credits.skills_report_presence IS
  'A range of person numbers has one bit map for a credential of a report.';
ALTER TABLE credits.skills_report_presence ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY skills_report_presence_read_within_tenant_scope ON credits.skills_report_presence FOR SELECT USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
CREATE POLICY skills_report_presence_written_once ON credits.skills_report_presence FOR INSERT WITH CHECK (
  (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
    OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization')
  AND (organization_id, month) NOT IN (SELECT organization_id, month FROM credits.skills_report));
REVOKE UPDATE, DELETE, TRUNCATE ON credits.skills_report_presence FROM credits_app;
COMMENT ON POLICY skills_report_presence_read_within_tenant_scope ON credits.skills_report_presence IS
  'Tenant scope: an organization reads its own reports alone.';
COMMENT ON POLICY skills_report_presence_written_once ON credits.skills_report_presence IS
  'Rows are added to an open report alone: a published report never changes.';

CREATE FUNCTION credits.find_reported_people(organization_id uuid, month date, part text, most integer)
RETURNS SETOF integer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF organization_id::text IS DISTINCT FROM current_setting('app.organization_id', true)
    AND current_setting('app.tenant_scope', true) IS DISTINCT FROM 'every-organization' THEN RETURN; END IF;
  -- With the values in its text the statement is planned for this name.
  RETURN QUERY EXECUTE format(
    'SELECT person_no FROM credits.skills_report_person
     WHERE organization_id = %L AND month = %L AND search_key LIKE %L LIMIT %s',
    organization_id, month, '%' || regexp_replace(lower(part COLLATE pg_c_utf8), '([\\%_])', '\\\1', 'g') || '%', most);
END $$;
COMMENT ON FUNCTION credits.find_reported_people IS
  'Finds people of a report by a part of their name or address. Reads as the owner, and answers within the tenant scope alone.';

-- Looking for the partition again after the lock does not suffice: names that were looked up before stay cached until a
-- table is locked. Hence the handler of duplicate_table.
CREATE FUNCTION credits.prepare_skills_reports(wanted date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  parent text;
  part text;
BEGIN
  IF extract(day FROM wanted) <> 1 OR wanted NOT BETWEEN '2020-01-01' AND '2199-12-01' THEN
    RAISE EXCEPTION 'there are no Skills Reports of %', wanted USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOREACH parent IN ARRAY
    ARRAY['skills_report_person', 'skills_report_row', 'skills_report_count', 'skills_report_order'] LOOP
    part := parent || to_char(wanted, '_YYYY_MM');
    CONTINUE WHEN to_regclass('credits.' || part) IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtextextended('credits.prepare_skills_reports', 0));
    BEGIN
      EXECUTE format('CREATE TABLE credits.%I (LIKE credits.%I INCLUDING CONSTRAINTS INCLUDING GENERATED)', part, parent);
      EXECUTE format('REVOKE ALL ON credits.%I FROM credits_app', part);
      EXECUTE format('ALTER TABLE credits.%I ATTACH PARTITION credits.%I FOR VALUES FROM (%L) TO (%L)',
        parent, part, wanted, (wanted + interval '1 month')::date);
    EXCEPTION WHEN duplicate_table THEN NULL;
    END;
    -- No statement is planned by the contents of the lists, and statistics of them take long.
    IF parent = 'skills_report_order' THEN
      EXECUTE format('ALTER TABLE credits.%I ALTER positions SET STATISTICS 0, ALTER row_nos SET STATISTICS 0,
        ALTER expiries SET STATISTICS 0', part);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION credits.prepare_skills_reports IS
  'Creates the partitions of a month, once. The app role may not create tables, and has no privileges on a partition.';

CREATE FUNCTION credits.analyze_skills_reports(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  parent text;
BEGIN
  FOREACH parent IN ARRAY
    ARRAY['skills_report_person', 'skills_report_row', 'skills_report_count', 'skills_report_order'] LOOP
    EXECUTE format('ANALYZE credits.%I', parent || to_char(month, '_YYYY_MM'));
  END LOOP;
END $$;
COMMENT ON FUNCTION credits.analyze_skills_reports IS
  'Collects the statistics of a month before its reports are read. Without them the largest report is planned as an average one.';
