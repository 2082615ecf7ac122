-- Linking: limits and associations. The constraints hold the rules for SQL written by hand and under any concurrency.

CREATE TABLE association.limits (
  single boolean DEFAULT true CONSTRAINT limits_pk PRIMARY KEY CONSTRAINT limits_single_row CHECK (single),
  cool_off_days integer NOT NULL CONSTRAINT limits_cool_off CHECK (cool_off_days BETWEEN 0 AND 3660),
  per_year integer NOT NULL CONSTRAINT limits_per_year CHECK (per_year BETWEEN 1 AND 1000),
  year_mode text NOT NULL CONSTRAINT limits_year_mode CHECK (year_mode IN ('rolling', 'calendar'))
);
INSERT INTO association.limits (cool_off_days, per_year, year_mode) VALUES (30, 3, 'rolling');
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON association.limits FROM association_app;

COMMENT ON TABLE association.limits IS
  'The limits in force (R24, R25), taken from the settings of the migration. The service only reads them and does not start with others.';
COMMENT ON CONSTRAINT limits_pk ON association.limits IS 'There is one set of limits.';
COMMENT ON CONSTRAINT limits_single_row ON association.limits IS 'The key has one value, so a second row is impossible.';
COMMENT ON CONSTRAINT limits_cool_off ON association.limits IS 'The range that the settings accept.';
COMMENT ON CONSTRAINT limits_per_year ON association.limits IS 'The range that the settings accept.';
COMMENT ON CONSTRAINT limits_year_mode ON association.limits IS
  'Rolling: twelve months from a start. Calendar: until the next 1 January, UTC (R30).';

CREATE TABLE association.association (
  id uuid DEFAULT uuidv7() CONSTRAINT association_pk PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  source text NOT NULL,
  -- The profile that was proved at the start; it never changes.
  profile_id text NOT NULL,
  -- The profile that merges lead to: rules and answers go by it.
  surviving_profile_id text NOT NULL,
  user_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  end_reason text,
  -- The signal of the leaver behind ACCOUNT_DELETED; the days of reinstatement count from it (R23).
  left_at timestamptz(3),

  -- Computed by a trigger from the limits in force.
  cool_off_until timestamptz(3) NOT NULL,
  year_ends_at timestamptz(3) NOT NULL,
  -- Starts whose years overlap have different slots; there are as many slots as starts a year.
  profile_slot integer NOT NULL,
  account_slot integer NOT NULL,

  CONSTRAINT association_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT association_profile_form CHECK (CASE source
    WHEN 'MICROSOFT_LEARN' THEN profile_id ~ '^[1-9][0-9]{3,11}$' ELSE profile_id ~ '^[A-Za-z0-9_-]{1,64}$' END),
  CONSTRAINT association_end_has_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CONSTRAINT association_end_reason CHECK (
    end_reason IN ('REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED')),
  CONSTRAINT association_ends_after_start CHECK (ended_at >= started_at),
  CONSTRAINT association_left_by_account CHECK ((left_at IS NOT NULL) <= (end_reason = 'ACCOUNT_DELETED')),
  CONSTRAINT association_finite CHECK (isfinite(started_at) AND isfinite(coalesce(ended_at, started_at))),
  CONSTRAINT association_profile_intervals EXCLUDE USING gist
    (source WITH =, profile_id WITH =, tstzrange(started_at, ended_at) WITH &&),
  CONSTRAINT association_profile_cool_off EXCLUDE USING gist
    (source WITH =, profile_id WITH =, tstzrange(started_at, cool_off_until) WITH &&),
  CONSTRAINT association_account_cool_off EXCLUDE USING gist
    (source WITH =, user_id WITH =, tstzrange(started_at, cool_off_until) WITH &&),
  CONSTRAINT association_profile_year EXCLUDE USING gist
    (source WITH =, profile_id WITH =, profile_slot WITH =, tstzrange(started_at, year_ends_at) WITH &&),
  CONSTRAINT association_account_year EXCLUDE USING gist
    (source WITH =, user_id WITH =, account_slot WITH =, tstzrange(started_at, year_ends_at) WITH &&)
);
-- R9: one organization per profile. R8: one active profile per account.
CREATE UNIQUE INDEX association_one_per_profile ON association.association (source, surviving_profile_id)
  WHERE ended_at IS NULL;
CREATE UNIQUE INDEX association_one_per_account ON association.association (source, user_id) WHERE ended_at IS NULL;
CREATE INDEX association_of_account ON association.association (user_id, started_at DESC, id DESC);
CREATE INDEX association_of_profile ON association.association (source, surviving_profile_id, started_at);
REVOKE DELETE, TRUNCATE ON association.association FROM association_app;

COMMENT ON TABLE association.association IS
  'Work account, learning profile and organization, for one learning source, active from start to end (half-open).';
COMMENT ON CONSTRAINT association_pk ON association.association IS 'An association has one id, which the API shows.';
COMMENT ON CONSTRAINT association_source ON association.association IS 'The two learning sources, independent slots (R15).';
COMMENT ON CONSTRAINT association_profile_form ON association.association IS
  'A profile id has the form that its learning source gives it.';
COMMENT ON CONSTRAINT association_end_has_reason ON association.association IS 'Every end says why.';
COMMENT ON CONSTRAINT association_end_reason ON association.association IS
  'A link ends by the user (R5), by a move (R10) or by an offboarding (R20).';
COMMENT ON CONSTRAINT association_ends_after_start ON association.association IS 'No link ends before it starts.';
COMMENT ON CONSTRAINT association_left_by_account ON association.association IS
  'Only an offboarding has a signal, from which the days of reinstatement count (R23).';
COMMENT ON CONSTRAINT association_finite ON association.association IS
  'An infinite instant would block a profile forever or never.';
COMMENT ON CONSTRAINT association_profile_intervals ON association.association IS
  'A profile is linked to one organization at any instant, also in the past (R9, R10).';
COMMENT ON CONSTRAINT association_profile_cool_off ON association.association IS
  'Starts of a profile lie a cool-off apart, under all accounts (R25, R26).';
COMMENT ON CONSTRAINT association_account_cool_off ON association.association IS
  'Starts of a work account lie a cool-off apart, with all profiles (R25, R26).';
COMMENT ON CONSTRAINT association_profile_year ON association.association IS
  'A profile has no more starts in a year than the limit (R24): there is no further slot.';
COMMENT ON CONSTRAINT association_account_year ON association.association IS
  'A work account has no more starts in a year than the limit (R24): there is no further slot.';

ALTER TABLE association.association ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY association_tenant_scope ON association.association USING (
  organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
  OR (SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY association_tenant_scope ON association.association IS
  'Tenant scope: an organization sees the links of its own users, not where a profile was linked before (R11).';

-- Limits belong to the individual (R26), so the functions that check them read the rows of every organization. They give
-- away dates or a violated constraint, nothing else.

CREATE FUNCTION association.compute_limits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  in_force association.limits;
  scope_before text := coalesce(current_setting('app.tenant_scope', true), '');
BEGIN
  PERFORM set_config('app.tenant_scope', 'every-organization', true);
  SELECT * INTO STRICT in_force FROM association.limits;
  NEW.cool_off_until := NEW.started_at + make_interval(hours => 24 * in_force.cool_off_days);
  NEW.year_ends_at := CASE in_force.year_mode
    WHEN 'calendar' THEN (date_trunc('year', NEW.started_at AT TIME ZONE 'UTC') + interval '1 year') AT TIME ZONE 'UTC'
    ELSE (NEW.started_at AT TIME ZONE 'UTC' + interval '1 year') AT TIME ZONE 'UTC' END;
  SELECT min(slot) INTO NEW.profile_slot FROM generate_series(1, in_force.per_year) AS slot
   WHERE NOT EXISTS (
     SELECT FROM association.association earlier
      WHERE earlier.source = NEW.source AND earlier.profile_id = NEW.profile_id AND earlier.profile_slot = slot
        AND tstzrange(earlier.started_at, earlier.year_ends_at) && tstzrange(NEW.started_at, NEW.year_ends_at));
  IF NEW.profile_slot IS NULL THEN
    RAISE EXCEPTION 'the yearly limit of associations is reached'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'association_profile_year', SCHEMA = 'association', TABLE = 'association';
  END IF;
  SELECT min(slot) INTO NEW.account_slot FROM generate_series(1, in_force.per_year) AS slot
   WHERE NOT EXISTS (
     SELECT FROM association.association earlier
      WHERE earlier.source = NEW.source AND earlier.user_id = NEW.user_id AND earlier.account_slot = slot
        AND tstzrange(earlier.started_at, earlier.year_ends_at) && tstzrange(NEW.started_at, NEW.year_ends_at));
  IF NEW.account_slot IS NULL THEN
    RAISE EXCEPTION 'the yearly limit of associations is reached'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'association_account_year', SCHEMA = 'association', TABLE = 'association';
  END IF;
  PERFORM set_config('app.tenant_scope', scope_before, true);
  RETURN NEW;
END $$;
COMMENT ON FUNCTION association.compute_limits() IS
  'Computes cool-off, end of the year and free slots of a start, whatever the INSERT says. Without a free slot the start violates the constraint of the year (R24).';
-- Triggers of one kind run in the order of their names: association_extends_merged_history needs these values.
CREATE TRIGGER association_computes_limits BEFORE INSERT ON association.association
  FOR EACH ROW EXECUTE FUNCTION association.compute_limits();
COMMENT ON TRIGGER association_computes_limits ON association.association IS
  'The limits of a start come from association.limits alone (R24, R25).';

CREATE FUNCTION association.reject_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'associations are never deleted' USING ERRCODE = 'check_violation', CONSTRAINT = 'association_is_permanent';
  END IF;
  IF (NEW.id, NEW.source, NEW.profile_id, NEW.user_id, NEW.organization_id, NEW.started_at, NEW.cool_off_until,
      NEW.year_ends_at, NEW.profile_slot, NEW.account_slot)
     IS DISTINCT FROM
     (OLD.id, OLD.source, OLD.profile_id, OLD.user_id, OLD.organization_id, OLD.started_at, OLD.cool_off_until,
      OLD.year_ends_at, OLD.profile_slot, OLD.account_slot)
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT NULL AND
         (NEW.ended_at, NEW.end_reason, NEW.left_at) IS DISTINCT FROM (OLD.ended_at, OLD.end_reason, OLD.left_at))
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL AND OLD.end_reason <> 'ACCOUNT_DELETED')
     OR NEW.version < OLD.version THEN
    RAISE EXCEPTION 'what an association was cannot be rewritten'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'association_is_permanent';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION association.reject_rewriting() IS
  'Rejects every change but an end, the reinstatement of a leaver (R23), the surviving profile and a higher version.';
CREATE TRIGGER association_is_permanent BEFORE UPDATE OR DELETE ON association.association
  FOR EACH ROW EXECUTE FUNCTION association.reject_rewriting();
COMMENT ON TRIGGER association_is_permanent ON association.association IS
  'A start is never rewritten or deleted, so nothing resets a limit (R26).';
CREATE TRIGGER association_is_never_emptied BEFORE TRUNCATE ON association.association
  FOR EACH STATEMENT EXECUTE FUNCTION association.reject_rewriting();
COMMENT ON TRIGGER association_is_never_emptied ON association.association IS
  'TRUNCATE runs no row trigger, so it has its own.';

CREATE FUNCTION association.profile_starts(of_source text, of_profile text) RETURNS SETOF timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  scope_before text := coalesce(current_setting('app.tenant_scope', true), '');
  surviving text := association.surviving_profile(of_source, of_profile);
BEGIN
  PERFORM set_config('app.tenant_scope', 'every-organization', true);
  RETURN QUERY SELECT a.started_at::timestamptz FROM association.association a
    WHERE a.source = of_source AND a.surviving_profile_id = surviving ORDER BY a.started_at;
  PERFORM set_config('app.tenant_scope', scope_before, true);
END $$;
COMMENT ON FUNCTION association.profile_starts(text, text) IS
  'The starts of a profile under all accounts and organizations, for the allowance (R26, R28): dates and nothing else.';

CREATE FUNCTION association.apply_limits(cool_off integer, yearly integer, mode text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  one record;
  year_end timestamptz;
  free_profile_slot integer;
  free_account_slot integer;
BEGIN
  IF EXISTS (SELECT FROM association.limits WHERE (cool_off_days, per_year, year_mode) = (cool_off, yearly, mode)) THEN
    RETURN;
  END IF;
  PERFORM set_config('app.tenant_scope', 'every-organization', true);
  UPDATE association.limits SET cool_off_days = cool_off, per_year = yearly, year_mode = mode;
  LOCK TABLE association.association IN ACCESS EXCLUSIVE MODE;
  ALTER TABLE association.association
    DISABLE TRIGGER association_is_permanent,
    DROP CONSTRAINT association_profile_cool_off, DROP CONSTRAINT association_account_cool_off,
    DROP CONSTRAINT association_profile_year, DROP CONSTRAINT association_account_year;
  UPDATE association.association SET profile_slot = 0, account_slot = 0;
  FOR one IN
    SELECT a.*, lead(started_at) OVER (PARTITION BY source, profile_id ORDER BY started_at, id) AS next_of_profile,
           lead(started_at) OVER (PARTITION BY source, user_id ORDER BY started_at, id) AS next_of_account
      FROM association.association a ORDER BY started_at, id
  LOOP
    year_end := CASE mode
      WHEN 'calendar' THEN (date_trunc('year', one.started_at AT TIME ZONE 'UTC') + interval '1 year') AT TIME ZONE 'UTC'
      ELSE (one.started_at AT TIME ZONE 'UTC' + interval '1 year') AT TIME ZONE 'UTC' END;
    SELECT min(slot) INTO free_profile_slot FROM generate_series(1, 1000) AS slot WHERE NOT EXISTS (
      SELECT FROM association.association a WHERE a.source = one.source AND a.profile_id = one.profile_id
        AND a.profile_slot = slot AND tstzrange(a.started_at, a.year_ends_at) && tstzrange(one.started_at, year_end));
    SELECT min(slot) INTO free_account_slot FROM generate_series(1, 1000) AS slot WHERE NOT EXISTS (
      SELECT FROM association.association a WHERE a.source = one.source AND a.user_id = one.user_id
        AND a.account_slot = slot AND tstzrange(a.started_at, a.year_ends_at) && tstzrange(one.started_at, year_end));
    UPDATE association.association a
       SET cool_off_until = least(a.started_at + make_interval(hours => 24 * cool_off), one.next_of_profile, one.next_of_account),
           year_ends_at = year_end, profile_slot = free_profile_slot, account_slot = free_account_slot
     WHERE a.id = one.id;
  END LOOP;
  ALTER TABLE association.association
    ENABLE TRIGGER association_is_permanent,
    ADD CONSTRAINT association_profile_cool_off EXCLUDE USING gist
      (source WITH =, profile_id WITH =, tstzrange(started_at, cool_off_until) WITH &&),
    ADD CONSTRAINT association_account_cool_off EXCLUDE USING gist
      (source WITH =, user_id WITH =, tstzrange(started_at, cool_off_until) WITH &&),
    ADD CONSTRAINT association_profile_year EXCLUDE USING gist
      (source WITH =, profile_id WITH =, profile_slot WITH =, tstzrange(started_at, year_ends_at) WITH &&),
    ADD CONSTRAINT association_account_year EXCLUDE USING gist
      (source WITH =, user_id WITH =, account_slot WITH =, tstzrange(started_at, year_ends_at) WITH &&);
END $$;
REVOKE EXECUTE ON FUNCTION association.apply_limits(integer, integer, text) FROM association_app;
COMMENT ON FUNCTION association.apply_limits(integer, integer, text) IS
  'Recomputes what the constraints compare when the settings change. History stays valid: an old cool-off ends at the next start at the latest, and starts beyond a lower limit get slots of their own.';

CREATE FUNCTION association.update_member_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Locked first, in a statement of its own: the next one then sees what the transaction before us committed.
  PERFORM FROM association.member WHERE user_id = NEW.user_id FOR UPDATE;
  UPDATE association.member m SET linked_sources = links.sources, linked_since = links.since
    FROM (
  SELECT coalesce(array_agg(a.source ORDER BY a.source), '{}') AS sources, min(a.started_at) AS since
    FROM association.association a WHERE a.user_id = NEW.user_id AND a.ended_at IS NULL) links WHERE m.user_id = NEW.user_id;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION association.update_member_links() IS
  'Writes the active links of a user to the member, in the transaction that changes a link.';
CREATE TRIGGER association_updates_member AFTER INSERT OR UPDATE OF ended_at ON association.association
  FOR EACH ROW EXECUTE FUNCTION association.update_member_links();
COMMENT ON TRIGGER association_updates_member ON association.association IS
  'The roster never shows a link state that the associations contradict (R34).';
