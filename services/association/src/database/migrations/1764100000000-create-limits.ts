import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The limits in force, in one row: the constraints of the associations are computed from it. The app role only reads it. */
export class CreateLimits1764100000000 implements MigrationInterface {
  name = 'CreateLimits1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE association.limits (
        single boolean DEFAULT true CONSTRAINT limits_pk PRIMARY KEY CONSTRAINT limits_single_row CHECK (single),
        cool_off_days integer NOT NULL CONSTRAINT limits_cool_off CHECK (cool_off_days BETWEEN 0 AND 3660),
        per_year integer NOT NULL CONSTRAINT limits_per_year CHECK (per_year BETWEEN 1 AND 1000),
        year_mode text NOT NULL CONSTRAINT limits_year_mode CHECK (year_mode IN ('rolling', 'calendar'))
      )`);
    await runner.query(`INSERT INTO association.limits (cool_off_days, per_year, year_mode) VALUES (30, 3, 'rolling')`);
    await runner.query('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON association.limits FROM association_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE association.limits');
  }
}
