import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the smallest slot of the year that is free for a profile or an account; without one the insert is refused. */
const FREE_SLOT = (column: 'profile' | 'account', key: 'profile_id' | 'user_id') => `
  SELECT min(slot) INTO NEW.${column}_slot FROM generate_series(1, in_force.per_year) AS slot
   WHERE NOT EXISTS (
     SELECT FROM association.association earlier
      WHERE earlier.source = NEW.source AND earlier.${key} = NEW.${key} AND earlier.${column}_slot = slot
        AND tstzrange(earlier.started_at, earlier.year_ends_at) && tstzrange(NEW.started_at, NEW.year_ends_at));
  IF NEW.${column}_slot IS NULL THEN
    RAISE EXCEPTION 'the yearly limit of associations is reached'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'association_${column}_year', SCHEMA = 'association', TABLE = 'association';
  END IF;`;

const YEAR_END = (start: string) => `CASE in_force.year_mode
    WHEN 'calendar' THEN (date_trunc('year', ${start} AT TIME ZONE 'UTC') + interval '1 year') AT TIME ZONE 'UTC'
    ELSE (${start} AT TIME ZONE 'UTC' + interval '1 year') AT TIME ZONE 'UTC' END`;

/**
 * What the constraints are made of is computed here, whatever an INSERT says; what has started stays as it was; only
 * an end may come, and only a leaver's end may go again (reinstatement). The functions see every organisation's rows,
 * because limits belong to the person, and give away no more than a refusal or dates.
 */
export class GuardAssociation1764100200000 implements MigrationInterface {
  name = 'GuardAssociation1764100200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION association.place_in_limits() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE
        in_force association.limits;
        reach_before text := coalesce(current_setting('app.reach', true), '');
      BEGIN
        PERFORM set_config('app.reach', 'every-organization', true);
        SELECT * INTO STRICT in_force FROM association.limits;
        NEW.cool_off_until := NEW.started_at + make_interval(hours => 24 * in_force.cool_off_days);
        NEW.year_ends_at := ${YEAR_END('NEW.started_at')};
        ${FREE_SLOT('profile', 'profile_id')}
        ${FREE_SLOT('account', 'user_id')}
        PERFORM set_config('app.reach', reach_before, true);
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER association_placed_in_limits BEFORE INSERT ON association.association
        FOR EACH ROW EXECUTE FUNCTION association.place_in_limits()`);

    await runner.query(`
      CREATE FUNCTION association.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
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
      END $$`);
    await runner.query(`
      CREATE TRIGGER association_is_permanent BEFORE UPDATE OR DELETE ON association.association
        FOR EACH ROW EXECUTE FUNCTION association.refuse_rewriting()`);
    await runner.query(`
      CREATE TRIGGER association_is_never_emptied BEFORE TRUNCATE ON association.association
        FOR EACH STATEMENT EXECUTE FUNCTION association.refuse_rewriting()`);

    await runner.query(`
      CREATE FUNCTION association.profile_starts(of_source text, of_profile text) RETURNS SETOF timestamptz
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        reach_before text := coalesce(current_setting('app.reach', true), '');
      BEGIN
        PERFORM set_config('app.reach', 'every-organization', true);
        RETURN QUERY SELECT a.started_at::timestamptz FROM association.association a
          WHERE a.source = of_source AND a.profile_id = of_profile ORDER BY a.started_at;
        PERFORM set_config('app.reach', reach_before, true);
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER association_placed_in_limits ON association.association');
    await runner.query('DROP TRIGGER association_is_permanent ON association.association');
    await runner.query('DROP TRIGGER association_is_never_emptied ON association.association');
    await runner.query('DROP FUNCTION association.place_in_limits()');
    await runner.query('DROP FUNCTION association.refuse_rewriting()');
    await runner.query('DROP FUNCTION association.profile_starts(text, text)');
  }
}
