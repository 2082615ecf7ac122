import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when an exchange can be under way: afterwards its process is gone, and the flow has failed. */
export class BoundTheExchange1765000320000 implements MigrationInterface {
  name = 'BoundTheExchange1765000320000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE association.flow ADD exchange_until timestamptz(3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE association.flow DROP exchange_until');
  }
}
