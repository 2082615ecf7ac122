import { IDEMPOTENCY_MIGRATION_SQL } from '@app/subgraph-kit/idempotency';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers that are given again to a repeated request. */
export class CreateIdempotencyKey1764100700000 implements MigrationInterface {
  name = 'CreateIdempotencyKey1764100700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDEMPOTENCY_MIGRATION_SQL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE association.idempotency_key');
  }
}
