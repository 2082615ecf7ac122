import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The same work by the surviving profile instead of the one that the link began with. */
const BY_SURVIVOR = `
  NEW.surviving_profile_id := association.surviving_profile(NEW.source, NEW.profile_id);
  IF EXISTS (SELECT FROM association.association other WHERE other.source = NEW.source
      AND other.surviving_profile_id = NEW.surviving_profile_id AND other.profile_id <> NEW.profile_id) THEN
    PERFORM association.assert_united_history(NEW);
  END IF;`;

/**
 * A learning source merged two profiles of one person: the old id leads to the surviving one for ever. What has started
 * stays as it was; `surviving_profile_id` is what rules and answers go by. Two histories that unite may contradict the
 * exclusion constraints, which therefore keep to the id that a link began with; a new start is held against the united
 * history by the trigger, with the same names.
 */
export class MergeProfiles1764200100000 implements MigrationInterface {
  name = 'MergeProfiles1764200100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
      )`);
    await runner.query(`
      ALTER TABLE association.profile_merge ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await runner.query(`
      CREATE POLICY profile_merge_within_reach ON association.profile_merge
        USING ((SELECT current_setting('app.reach', true)) = 'every-organization')`);
    await runner.query('REVOKE UPDATE, DELETE, TRUNCATE ON association.profile_merge FROM association_app');
    await runner.query(`
      CREATE FUNCTION association.surviving_profile(of_source text, of_profile text) RETURNS text
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        reach_before text := coalesce(current_setting('app.reach', true), '');
        surviving text := of_profile;
        next text;
      BEGIN
        PERFORM set_config('app.reach', 'every-organization', true);
        LOOP
          SELECT m.into_profile_id INTO next FROM association.profile_merge m
           WHERE m.source = of_source AND m.from_profile_id = surviving;
          EXIT WHEN NOT FOUND;
          surviving := next;
        END LOOP;
        PERFORM set_config('app.reach', reach_before, true);
        RETURN surviving;
      END $$`);

    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query('ALTER TABLE association.association ADD surviving_profile_id text');
    await runner.query('ALTER TABLE association.association DISABLE TRIGGER association_is_permanent');
    await runner.query('UPDATE association.association SET surviving_profile_id = profile_id');
    await runner.query('ALTER TABLE association.association ENABLE TRIGGER association_is_permanent');
    await runner.query('ALTER TABLE association.association ALTER surviving_profile_id SET NOT NULL');
    await runner.query('DROP INDEX association.association_one_per_profile, association.association_of_profile');
    await runner.query(`
      CREATE UNIQUE INDEX association_one_per_profile ON association.association (source, surviving_profile_id)
        WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE INDEX association_of_profile ON association.association (source, surviving_profile_id, started_at)`);

    await runner.query(`
      CREATE FUNCTION association.assert_united_history(started association.association) RETURNS void
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
          RAISE EXCEPTION 'the united history of the profile refuses this start'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = broken, SCHEMA = 'association', TABLE = 'association';
        END IF;
      END $$`);
    // After association_placed_in_limits, by name: cool-off and year of the new start are known then.
    await runner.query(`
      CREATE FUNCTION association.place_in_united_history() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        reach_before text := coalesce(current_setting('app.reach', true), '');
      BEGIN
        PERFORM set_config('app.reach', 'every-organization', true);
        ${BY_SURVIVOR}
        PERFORM set_config('app.reach', reach_before, true);
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER association_united_with_merged BEFORE INSERT ON association.association
        FOR EACH ROW EXECUTE FUNCTION association.place_in_united_history()`);

    await runner.query(`
      CREATE OR REPLACE FUNCTION association.profile_starts(of_source text, of_profile text) RETURNS SETOF timestamptz
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        reach_before text := coalesce(current_setting('app.reach', true), '');
        surviving text := association.surviving_profile(of_source, of_profile);
      BEGIN
        PERFORM set_config('app.reach', 'every-organization', true);
        RETURN QUERY SELECT a.started_at::timestamptz FROM association.association a
          WHERE a.source = of_source AND a.surviving_profile_id = surviving ORDER BY a.started_at;
        PERFORM set_config('app.reach', reach_before, true);
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION association.profile_starts(of_source text, of_profile text) RETURNS SETOF timestamptz
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        reach_before text := coalesce(current_setting('app.reach', true), '');
      BEGIN
        PERFORM set_config('app.reach', 'every-organization', true);
        RETURN QUERY SELECT a.started_at::timestamptz FROM association.association a
          WHERE a.source = of_source AND a.profile_id = of_profile ORDER BY a.started_at;
        PERFORM set_config('app.reach', reach_before, true);
      END $$`);
    await runner.query('DROP TRIGGER association_united_with_merged ON association.association');
    await runner.query('DROP FUNCTION association.place_in_united_history()');
    await runner.query('DROP FUNCTION association.assert_united_history(association.association)');
    await runner.query('DROP INDEX association.association_one_per_profile, association.association_of_profile');
    await runner.query('ALTER TABLE association.association DROP surviving_profile_id');
    await runner.query(`
      CREATE UNIQUE INDEX association_one_per_profile ON association.association (source, profile_id) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE INDEX association_of_profile ON association.association (source, profile_id, started_at)`);
    await runner.query('DROP FUNCTION association.surviving_profile(text, text)');
    await runner.query('DROP TABLE association.profile_merge');
  }
}
