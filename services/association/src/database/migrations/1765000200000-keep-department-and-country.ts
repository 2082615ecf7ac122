import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where users work, as identity's events tell it: null when unknown. */
export class KeepDepartmentAndCountry1765000200000 implements MigrationInterface {
  name = 'KeepDepartmentAndCountry1765000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE association.member ADD department text COLLATE pg_c_utf8, ADD country text COLLATE pg_c_utf8`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE association.member DROP department, DROP country');
  }
}
