import { IDEMPOTENCY_MIGRATION_SQL } from '@app/subgraph-kit/idempotency';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The answers that a repeated request gets again. */
export class CreateIdempotencyKey1764000300000 implements MigrationInterface {
  name = 'CreateIdempotencyKey1764000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDEMPOTENCY_MIGRATION_SQL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_key');
  }
}
