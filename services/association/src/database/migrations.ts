import { chainSql } from '@app/subgraph-kit/activity/chain-sql';
import { IDEMPOTENCY_TABLE_SQL } from '@app/subgraph-kit/database/idempotency';
import { runSqlFiles } from '@app/subgraph-kit/database/sql-files';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LINK_ACTIVITY } from '../linking/store/activity-log.js';

/** Creates the schema from the SQL files of the areas, in the order of their dependencies. */
class Baseline1766000000000 implements MigrationInterface {
  name = 'Baseline1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDEMPOTENCY_TABLE_SQL);
    await runSqlFiles(runner, new URL('./baseline/', import.meta.url));
    await runner.query(chainSql(LINK_ACTIVITY));
  }

  async down(): Promise<void> {
    throw new Error('Nothing precedes the baseline: drop the schema instead.');
  }
}

/** Every migration in order. From the first release on, added to and never edited. */
export const MIGRATIONS = [Baseline1766000000000];
