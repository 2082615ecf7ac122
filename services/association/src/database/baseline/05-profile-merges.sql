-- Profile merges: a learning source merged two profiles of one person. The old id leads to the surviving one for ever.
-- The exclusion constraints keep to the id that a link started with, because two histories that unite may contradict each
-- other. A new start is checked against the united history, under the names of the same constraints.

CREATE TABLE association.profile_merge (
  id uuid DEFAULT uuidv7() CONSTRAINT profile_merge_pk PRIMARY KEY,
  source text NOT NULL,
  from_profile_id text NOT NULL,
  into_profile_id text NOT NULL,
  merged_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  actor text NOT NULL,
  request_id text NOT NULL,
  CONSTRAINT profile_merge_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY')),
  CONSTRAINT profile_merge_once UNIQUE (source, from_profile_id),
  CONSTRAINT profile_merge_of_two CHECK (from_profile_id <> into_profile_id)
);
REVOKE UPDATE, DELETE, TRUNCATE ON association.profile_merge FROM association_app;

COMMENT ON TABLE association.profile_merge IS
  'Merges of profiles at a learning source, recorded by operators (R26). Never changed or deleted.';
COMMENT ON CONSTRAINT profile_merge_pk ON association.profile_merge IS 'A merge has one id, which its event carries.';
COMMENT ON CONSTRAINT profile_merge_source ON association.profile_merge IS 'The two learning sources (R15).';
COMMENT ON CONSTRAINT profile_merge_once ON association.profile_merge IS
  'A profile is merged into one other: every id leads to exactly one surviving profile.';
COMMENT ON CONSTRAINT profile_merge_of_two ON association.profile_merge IS
  'A profile merged into itself would be followed without end.';

ALTER TABLE association.profile_merge ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY profile_merge_tenant_scope ON association.profile_merge
  USING ((SELECT current_setting('app.tenant_scope', true)) = 'every-organization');
COMMENT ON POLICY profile_merge_tenant_scope ON association.profile_merge IS
  'Tenant scope: merges belong to no organization; only work across organizations sees them.';

CREATE FUNCTION association.surviving_profile(of_source text, of_profile text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  scope_before text := coalesce(current_setting('app.tenant_scope', true), '');
  surviving text := of_profile;
  next text;
BEGIN
  PERFORM set_config('app.tenant_scope', 'every-organization', true);
  LOOP
    SELECT m.into_profile_id INTO next FROM association.profile_merge m
     WHERE m.source = of_source AND m.from_profile_id = surviving;
    EXIT WHEN NOT FOUND;
    surviving := next;
  END LOOP;
  PERFORM set_config('app.tenant_scope', scope_before, true);
  RETURN surviving;
END $$;
COMMENT ON FUNCTION association.surviving_profile(text, text) IS
  'The profile that all recorded merges lead to; the profile itself when it was not merged.';

CREATE FUNCTION association.assert_merged_history(started association.association) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  yearly integer := (SELECT per_year FROM association.limits);
  broken text;
BEGIN
  SELECT CASE
    WHEN bool_or(tstzrange(a.started_at, a.ended_at) && tstzrange(started.started_at, started.ended_at))
      THEN 'association_profile_intervals'
    WHEN bool_or(tstzrange(a.started_at, a.cool_off_until) && tstzrange(started.started_at, started.cool_off_until))
      THEN 'association_profile_cool_off'
    WHEN count(*) FILTER (WHERE a.started_at <= started.started_at AND a.year_ends_at > started.started_at) >= yearly
      THEN 'association_profile_year' END INTO broken
  FROM association.association a
  WHERE a.source = started.source AND a.surviving_profile_id = started.surviving_profile_id;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'the united history of the profile rejects this start'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = broken, SCHEMA = 'association', TABLE = 'association';
  END IF;
END $$;
COMMENT ON FUNCTION association.assert_merged_history(association.association) IS
  'Checks a start against the united history of a merged profile: intervals, cool-off and year, under the names of their constraints (R26).';

CREATE FUNCTION association.extend_merged_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  scope_before text := coalesce(current_setting('app.tenant_scope', true), '');
BEGIN
  PERFORM set_config('app.tenant_scope', 'every-organization', true);
  NEW.surviving_profile_id := association.surviving_profile(NEW.source, NEW.profile_id);
  IF EXISTS (SELECT FROM association.association other WHERE other.source = NEW.source
      AND other.surviving_profile_id = NEW.surviving_profile_id AND other.profile_id <> NEW.profile_id) THEN
    PERFORM association.assert_merged_history(NEW);
  END IF;
  PERFORM set_config('app.tenant_scope', scope_before, true);
  RETURN NEW;
END $$;
COMMENT ON FUNCTION association.extend_merged_history() IS
  'Gives a start its surviving profile, and checks it against the united history where profiles were merged.';
-- Runs after association_computes_limits, by name: cool-off and year of the new start are known then.
CREATE TRIGGER association_extends_merged_history BEFORE INSERT ON association.association
  FOR EACH ROW EXECUTE FUNCTION association.extend_merged_history();
COMMENT ON TRIGGER association_extends_merged_history ON association.association IS
  'A merge of profiles resets no limit: a new start is checked against both histories (R26).';

CREATE FUNCTION association.require_surviving_profile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.surviving_profile_id <> association.surviving_profile(NEW.source, NEW.profile_id) THEN
    RAISE EXCEPTION 'an association belongs to the profile that merges lead to'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'association_is_permanent';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION association.require_surviving_profile() IS
  'Rejects a surviving profile that the recorded merges do not lead to.';
CREATE TRIGGER association_follows_merges BEFORE UPDATE OF surviving_profile_id ON association.association
  FOR EACH ROW EXECUTE FUNCTION association.require_surviving_profile();
COMMENT ON TRIGGER association_follows_merges ON association.association IS
  'A link follows the recorded merges and nothing else.';
