import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far a load of a file with achievements came, so that an interrupted one continues; gone when it ends. */
export class CreateAchievementLoad1764500300000 implements MigrationInterface {
  name = 'CreateAchievementLoad1764500300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.achievement_load (
        source text COLLATE pg_c_utf8 NOT NULL,
        digest text COLLATE pg_c_utf8 NOT NULL,
        byte_offset bigint NOT NULL,
        line bigint NOT NULL,
        refused_length bigint NOT NULL,
        recorded bigint NOT NULL,
        repeated bigint NOT NULL,
        refused bigint NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        CONSTRAINT achievement_load_pk PRIMARY KEY (source, digest),
        CONSTRAINT achievement_load_source CHECK (source IN ('MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.achievement_load');
  }
}
