import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What linked people hold, day by day, and how the number of holders of each list of credentials changes: a score of any
 * day adds up changes instead of looking at people. Everybody known before is worked out by the job (holdings_as_of).
 */
export class CreateHolding1764500500000 implements MigrationInterface {
  name = 'CreateHolding1764500500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE credits.person_ref ADD COLUMN holdings_as_of timestamptz(3)');
    await runner.query(`
      CREATE INDEX person_ref_to_work_out ON credits.person_ref (organization_id, user_id) WHERE holdings_as_of IS NULL`);
    await runner.query(`
      CREATE TABLE credits.holding (
        organization_id uuid NOT NULL,
        person_ref text COLLATE pg_c_utf8 NOT NULL,
        credential_code text COLLATE pg_c_utf8 NOT NULL,
        counts_from date NOT NULL,
        counts_until date,
        achievement_id uuid NOT NULL,
        achieved_at timestamptz(3) NOT NULL,
        CONSTRAINT holding_pk PRIMARY KEY (organization_id, person_ref, credential_code, counts_from),
        CONSTRAINT holding_person FOREIGN KEY (organization_id, person_ref)
          REFERENCES credits.person_ref (organization_id, ref) ON DELETE CASCADE,
        CONSTRAINT holding_days CHECK (counts_until > counts_from)
      )`);
    await runner.query(`
      CREATE INDEX holding_first_to_pay ON credits.holding (organization_id, credential_code, achieved_at, person_ref)
        INCLUDE (counts_from, counts_until, achievement_id)`);
    await runner.query(`
      CREATE TABLE credits.credential_list (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT credential_list_pk PRIMARY KEY,
        content text COLLATE pg_c_utf8 NOT NULL CONSTRAINT credential_list_content UNIQUE,
        members jsonb NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE credits.counted_list (
        organization_id uuid NOT NULL,
        list_id integer NOT NULL,
        CONSTRAINT counted_list_pk PRIMARY KEY (organization_id, list_id),
        CONSTRAINT counted_list_list FOREIGN KEY (list_id) REFERENCES credits.credential_list (id)
      )`);
    await runner.query(`
      CREATE TABLE credits.holder_change (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT holder_change_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        list_id integer NOT NULL,
        day date NOT NULL,
        change integer NOT NULL
      )`);
    await runner.query(`
      CREATE INDEX holder_change_by_list ON credits.holder_change (organization_id, list_id, day) INCLUDE (change)`);
    for (const table of ['holding', 'counted_list', 'holder_change']) {
      await runner.query(`ALTER TABLE credits.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await runner.query(`
        CREATE POLICY ${table}_within_reach ON credits.${table} USING (
          organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
          OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['holder_change', 'counted_list', 'credential_list', 'holding']) {
      await runner.query(`DROP TABLE credits.${table}`);
    }
    await runner.query('ALTER TABLE credits.person_ref DROP COLUMN holdings_as_of');
  }
}
