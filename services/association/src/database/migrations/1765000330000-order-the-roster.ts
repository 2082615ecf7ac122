import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index for each order of the roster beside the one by name; `roster-page.ts` sorts by these very expressions. */
export class OrderTheRoster1765000330000 implements MigrationInterface {
  name = 'OrderTheRoster1765000330000';

  async up(runner: QueryRunner): Promise<void> {
    const index = (name: string, key: string) =>
      runner.query(`
        CREATE INDEX ${name} ON association.member (organization_id, state, (${key}), sort_name, user_id)
          INCLUDE (leaves_report_at, email_key, linked_sources)`);
    await index(
      'member_roster_by_link',
      "CASE WHEN linked_since IS NULL THEN 'infinity'::timestamptz ELSE linked_since END",
    );
    await index(
      'member_roster_by_latest_link',
      "CASE WHEN linked_since IS NULL THEN '-infinity'::timestamptz ELSE linked_since END",
    );
    await index(
      'member_roster_by_leaving',
      "CASE WHEN state = 'LEAVING' THEN leaves_report_at ELSE 'infinity'::timestamptz END",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX association.member_roster_by_link, association.member_roster_by_latest_link,
        association.member_roster_by_leaving`);
  }
}
