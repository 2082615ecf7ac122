import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Other settings change what the constraints are computed from, also for what has started already. History stays
 * lawful: an old cool-off ends at the latest with the next start, and starts beyond a lower limit take slots of their own.
 */
export class ApplyLimits1764100300000 implements MigrationInterface {
  name = 'ApplyLimits1764100300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
        PERFORM set_config('app.reach', 'every-organization', true);
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
      END $$`);
    await runner.query(
      'REVOKE EXECUTE ON FUNCTION association.apply_limits(integer, integer, text) FROM association_app',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION association.apply_limits(integer, integer, text)');
  }
}
