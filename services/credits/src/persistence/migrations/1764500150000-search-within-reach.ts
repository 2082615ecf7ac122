import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People are found by a part of their name within the reach alone, also by a session that never set one. */
export class SearchWithinReach1764500150000 implements MigrationInterface {
  name = 'SearchWithinReach1764500150000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION credits.find_reported_people(organization_id uuid, month date, part text, most integer)
      RETURNS SETOF integer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF organization_id::text IS DISTINCT FROM current_setting('app.organization_id', true)
          AND current_setting('app.reach', true) IS DISTINCT FROM 'every-organization' THEN RETURN; END IF;
        -- With the values in its text the statement is planned for this very name.
        RETURN QUERY EXECUTE format(
          'SELECT person_no FROM credits.skills_report_person
           WHERE organization_id = %L AND month = %L AND search_key LIKE %L LIMIT %s',
          organization_id, month, '%' || regexp_replace(lower(part COLLATE pg_c_utf8), '([\\\\%_])', '\\\\\\1', 'g') || '%', most);
      END $$`);
  }

  async down(): Promise<void> {
    // The function that is replaced did the same wherever a reach was set.
  }
}
