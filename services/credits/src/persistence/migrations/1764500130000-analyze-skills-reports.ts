import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever has added many rows to a month has them counted before they are seen: until then the planner would take the
 * largest report for one of two hundred of the same size.
 */
export class AnalyzeSkillsReports1764500130000 implements MigrationInterface {
  name = 'AnalyzeSkillsReports1764500130000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION credits.analyze_skills_reports(month date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        parent text;
      BEGIN
        FOREACH parent IN ARRAY ARRAY['skills_report_person', 'skills_report_row', 'skills_report_count'] LOOP
          EXECUTE format('ANALYZE credits.%I', parent || to_char(month, '_YYYY_MM'));
        END LOOP;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION credits.analyze_skills_reports');
  }
}
