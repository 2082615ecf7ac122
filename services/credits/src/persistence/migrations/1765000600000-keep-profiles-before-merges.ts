import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A report that is published late shows profiles as they were at its refresh: links and reports of achievements keep the
 * profile id that they came with, and merges keep their direct target and when they were published. What was merged before
 * this migration has no earlier id and stays with the surviving profile.
 */
export class KeepProfilesBeforeMerges1765000600000 implements MigrationInterface {
  name = 'KeepProfilesBeforeMerges1765000600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['association', 'achievement_report']) {
      await runner.query(`ALTER TABLE credits.${table} ADD unmerged_profile_id text COLLATE pg_c_utf8`);
    }
    await runner.query(`
      ALTER TABLE credits.profile_merge ADD into_profile_id text COLLATE pg_c_utf8, ADD published_at timestamptz(3)`);
    await runner.query(
      'UPDATE credits.profile_merge SET into_profile_id = surviving_profile_id, published_at = merged_at',
    );
    await runner.query(`
      ALTER TABLE credits.profile_merge ALTER into_profile_id SET NOT NULL, ALTER published_at SET NOT NULL`);
    // Chains are followed merge by merge, so that the order in which merges arrive does not matter. 100 merges bound a cycle.
    await runner.query(`
      CREATE FUNCTION credits.profile_at(source text, profile_id text, instant timestamptz) RETURNS text
      LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
        WITH RECURSIVE chain (id, nth) AS (
          SELECT profile_at.profile_id COLLATE pg_c_utf8, 0
          UNION ALL
          SELECT merge.into_profile_id, nth + 1 FROM chain JOIN credits.profile_merge merge
            ON merge.source = profile_at.source AND merge.from_profile_id = chain.id
              AND merge.published_at < profile_at.instant AND nth < 100)
        SELECT id FROM chain ORDER BY nth DESC LIMIT 1
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION credits.profile_at');
    await runner.query('ALTER TABLE credits.profile_merge DROP into_profile_id, DROP published_at');
    for (const table of ['association', 'achievement_report']) {
      await runner.query(`ALTER TABLE credits.${table} DROP unmerged_profile_id`);
    }
  }
}
