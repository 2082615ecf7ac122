-- Reporting: who may read the views of schema reporting (13-reporting-views.sql), and of which organization. A login is a role
-- of the server; it reads nothing but the views, and those show the rows of its organization alone.
--
-- Two walls: each view names the organization of the login, and so does a restrictive policy of each table below it. The
-- settings that the service uses for its tenant scope open neither, because a login can set them.

SET LOCAL ROLE NONE;

-- Roles belong to the whole server: a migration of another database may create them at the same time.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['reporting_owner', 'reporting_reader'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
  IF NOT (pg_has_role('reporting_owner', 'SET') AND pg_has_role('reporting_owner', 'USAGE')) THEN
    GRANT reporting_owner TO CURRENT_USER;
  END IF;
END $$;

CREATE SCHEMA reporting AUTHORIZATION reporting_owner;
REVOKE ALL ON SCHEMA reporting FROM PUBLIC;
COMMENT ON SCHEMA reporting IS
  'Views for SQL clients of an organization: Skills Reports, credits, holdings and training. Read only; one login, one organization.';

SET LOCAL ROLE reporting_owner;
GRANT USAGE ON SCHEMA reporting TO reporting_reader;

CREATE TABLE reporting.login (
  -- The name of the role. Every login can list the names of all roles: it says nothing about the organization.
  name name CONSTRAINT login_pk PRIMARY KEY,
  organization_id uuid NOT NULL,
  personal_data boolean NOT NULL,
  created_at timestamptz(3) NOT NULL,
  valid_until timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT login_name CHECK (name ~ '^bi_[a-z2-9]{8}$'),
  CONSTRAINT login_validity CHECK (valid_until > created_at)
);
CREATE INDEX login_by_organization ON reporting.login (organization_id);
COMMENT ON TABLE reporting.login IS
  'The organization of each reporting login, and whether it sees names, addresses and profile ids. No login and no service may read it.';
COMMENT ON CONSTRAINT login_pk ON reporting.login IS 'A login belongs to one organization.';
COMMENT ON CONSTRAINT login_name ON reporting.login IS
  'Opaque, and recognized by its form: the primary rejects it, the watchdog ends its long statements.';
COMMENT ON CONSTRAINT login_validity ON reporting.login IS 'A login ends by itself.';

-- The session user cannot be changed by a login: SET ROLE changes the current user alone.
CREATE FUNCTION reporting.own_organization() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT organization_id FROM reporting.login
  WHERE name = session_user AND revoked_at IS NULL AND valid_until > statement_timestamp()
$$;
COMMENT ON FUNCTION reporting.own_organization IS
  'The organization of this login; null for every other session, and after the login was revoked or has expired.';

CREATE FUNCTION reporting.sees_personal_data() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT personal_data FROM reporting.login
    WHERE name = session_user AND revoked_at IS NULL AND valid_until > statement_timestamp()), false)
$$;
COMMENT ON FUNCTION reporting.sees_personal_data IS
  'Whether this login sees names, addresses and profile ids; without, these columns are null.';

CREATE FUNCTION reporting.decimal_of(exact text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN strpos(exact, '/') = 0 THEN exact::numeric
    ELSE round(split_part(exact, '/', 1)::numeric / split_part(exact, '/', 2)::numeric, 6) END
$$;
COMMENT ON FUNCTION reporting.decimal_of IS 'A fraction such as 203/3 as a decimal number with six places.';

-- Runs at the start of each session: an error here locks every role out but a superuser with event_triggers = off.
CREATE FUNCTION reporting.admit_login() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF session_user !~ '^bi_[a-z2-9]{8}$' THEN RETURN; END IF;
  IF NOT pg_is_in_recovery() THEN
    RAISE EXCEPTION 'reporting logins connect to the reporting standby, not to the primary' USING ERRCODE = '28000';
  END IF;
  IF NOT EXISTS (SELECT FROM reporting.login
    WHERE name = session_user AND revoked_at IS NULL AND valid_until > statement_timestamp()) THEN
    RAISE EXCEPTION 'this reporting login has expired or was revoked: ask the operator for a new one' USING ERRCODE = '28000';
  END IF;
  -- Clients put names of people and reports into it, and every login can read it.
  PERFORM set_config('application_name', '', false);
END $$;
COMMENT ON FUNCTION reporting.admit_login IS
  'Ends the session of a reporting login on the primary, and of one that has expired or was revoked. For the trigger of prepare-reporting.';

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA reporting FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reporting.own_organization, reporting.sees_personal_data, reporting.decimal_of TO reporting_reader;

-- What the views read, column by column where a table has more than they show.
SET LOCAL ROLE NONE;
GRANT USAGE ON SCHEMA credits TO reporting_owner;
GRANT SELECT ON credits.catalog_entry, credits.skills_report, credits.skills_report_credential, credits.skills_report_person,
  credits.skills_report_row, credits.credit, credits.holding, credits.training_completion TO reporting_owner;
GRANT SELECT (id, revoked_at, source) ON credits.achievement TO reporting_owner;
GRANT SELECT (id, organization_id, user_id, source, profile_id, started_at, ended_at, end_reason)
  ON credits.association TO reporting_owner;
GRANT SELECT (organization_id, user_id, ref) ON credits.person TO reporting_owner;
GRANT SELECT (id, organization_id, leaves_report_at) ON credits.user_account TO reporting_owner;

DO $$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['skills_report', 'skills_report_credential', 'skills_report_person', 'skills_report_row',
    'credit', 'holding', 'association', 'person', 'user_account'] LOOP
    EXECUTE format('CREATE POLICY %I ON credits.%I FOR SELECT TO reporting_owner USING (true)', owned || '_reported', owned);
    EXECUTE format('COMMENT ON POLICY %I ON credits.%I IS %L', owned || '_reported', owned,
      'Reporting: the views read the table, within the restrictive policy.');
    EXECUTE format('CREATE POLICY %I ON credits.%I AS RESTRICTIVE FOR SELECT TO reporting_owner
      USING (organization_id = (SELECT reporting.own_organization()))', owned || '_reported_to_its_organization', owned);
    EXECUTE format('COMMENT ON POLICY %I ON credits.%I IS %L', owned || '_reported_to_its_organization', owned,
      'Reporting: a view shows the rows of the organization of the login alone, whatever the session sets.');
  END LOOP;
END $$;

SET LOCAL ROLE credits_owner;
