import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepWithinReach } from './row-level-security.js';

/** What this service knows of users, from the events of identity; the newest version is kept. */
export class CreateMember1764100500000 implements MigrationInterface {
  name = 'CreateMember1764100500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE association.member (
        user_id uuid CONSTRAINT member_pk PRIMARY KEY,
        version integer NOT NULL,
        organization_id uuid NOT NULL,
        email text COLLATE pg_c_utf8 NOT NULL,
        display_name text COLLATE pg_c_utf8 NOT NULL,
        status text NOT NULL,
        invited_at timestamptz(3) NOT NULL,
        deactivated_at timestamptz(3),
        deleted_at timestamptz(3),
        leaves_report_at timestamptz(3),
        CONSTRAINT member_status CHECK (status IN ('INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED'))
      )`);
    await runner.query('CREATE INDEX member_of_organization ON association.member (organization_id, user_id)');
    await keepWithinReach(runner, 'member');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE association.member');
  }
}
