import { IDEMPOTENCY_EXPIRY_MIGRATION_SQL } from '@app/subgraph-kit/idempotency';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to repeated requests are forgotten after a day; this finds them. */
export class FindOldAnswers1764600000000 implements MigrationInterface {
  name = 'FindOldAnswers1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDEMPOTENCY_EXPIRY_MIGRATION_SQL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX association.idempotency_key_by_age');
  }
}
