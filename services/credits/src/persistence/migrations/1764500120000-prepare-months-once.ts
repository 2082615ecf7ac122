import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of two that prepare a month at once the second finds it prepared. Looking again after the lock does not tell: names that
 * were looked up before stay as they were until a table is locked.
 */
export class PrepareMonthsOnce1764500120000 implements MigrationInterface {
  name = 'PrepareMonthsOnce1764500120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION credits.prepare_skills_reports(wanted date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        parent text;
        part text;
      BEGIN
        IF extract(day FROM wanted) <> 1 OR wanted NOT BETWEEN '2020-01-01' AND '2199-12-01' THEN
          RAISE EXCEPTION 'there are no Skills Reports of %', wanted USING ERRCODE = 'invalid_parameter_value';
        END IF;
        FOREACH parent IN ARRAY ARRAY['skills_report_person', 'skills_report_row', 'skills_report_count'] LOOP
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
        END LOOP;
      END $$`);
  }

  async down(): Promise<void> {
    // The function that is replaced did the same, less carefully.
  }
}
