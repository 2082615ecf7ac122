import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What follows from rule data says from which version: rows of another version than the one in force are recalculated. Rows
 * from before this migration have no version, and are recalculated once.
 */
export class KeepRuleDataVersion1765000400000 implements MigrationInterface {
  name = 'KeepRuleDataVersion1765000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.rule_data (
        id integer CONSTRAINT rule_data_pk PRIMARY KEY CONSTRAINT rule_data_one CHECK (id = 1),
        version text COLLATE pg_c_utf8 NOT NULL,
        since timestamptz(3) NOT NULL
      )`);
    for (const table of ['achievement', 'person_ref']) {
      await runner.query(`
        ALTER TABLE credits.${table} ADD COLUMN rules_version text COLLATE pg_c_utf8 NOT NULL DEFAULT ''`);
    }
    await runner.query('CREATE INDEX achievement_rules_version ON credits.achievement (rules_version)');
    // Whose holdings were never calculated waits for that anyway.
    await runner.query(`
      CREATE INDEX person_ref_rules_version ON credits.person_ref (rules_version) WHERE holdings_as_of IS NOT NULL`);
    await runner.query(`
      CREATE INDEX person_ref_rules_version_of_organization ON credits.person_ref (organization_id, rules_version)
        WHERE holdings_as_of IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['person_ref', 'achievement']) {
      await runner.query(`ALTER TABLE credits.${table} DROP COLUMN rules_version`);
    }
    await runner.query('DROP TABLE credits.rule_data');
  }
}
