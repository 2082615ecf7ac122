import type { MigrationInterface, QueryRunner } from 'typeorm';

const LINKS_OF = (user: string) => `
  SELECT coalesce(array_agg(a.source ORDER BY a.source), '{}') AS sources, min(a.started_at) AS since
    FROM association.association a WHERE a.user_id = ${user} AND a.ended_at IS NULL`;

/**
 * What a member is to the roster, kept on the member's row in the transaction that changes a link or the member: pages
 * by state are index ranges, and a leaver whose refresh has come is found by what is missing (`departed`).
 */
export class FollowLeavers1764200000000 implements MigrationInterface {
  name = 'FollowLeavers1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE association.member
        ADD leaving_since timestamptz(3),
        ADD departed boolean NOT NULL DEFAULT false,
        ADD linked_sources text[] NOT NULL DEFAULT '{}',
        ADD linked_since timestamptz(3),
        ADD sort_name text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(display_name)) STORED,
        ADD email_key text COLLATE pg_c_utf8 NOT NULL GENERATED ALWAYS AS (lower(email)) STORED,
        ADD state text GENERATED ALWAYS AS (CASE
          WHEN leaves_report_at IS NOT NULL AND NOT departed THEN 'LEAVING'
          WHEN status = 'INVITED' THEN 'INVITATION_PENDING'
          WHEN status <> 'ACTIVE' THEN NULL
          WHEN cardinality(linked_sources) > 0 THEN 'LINKED'
          ELSE 'NOT_LINKED' END) STORED,
        ADD CONSTRAINT member_departed_had_left CHECK (NOT departed OR leaves_report_at IS NOT NULL),
        ADD CONSTRAINT member_linked_since CHECK ((linked_since IS NULL) = (cardinality(linked_sources) = 0))`);
    await runner.query(`
      CREATE FUNCTION association.follow_links() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- Locked first, in a statement of its own: the next one then sees what the transaction before us committed.
        PERFORM FROM association.member WHERE user_id = NEW.user_id FOR UPDATE;
        UPDATE association.member m SET linked_sources = links.sources, linked_since = links.since
          FROM (${LINKS_OF('NEW.user_id')}) links WHERE m.user_id = NEW.user_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER association_followed_by_member AFTER INSERT OR UPDATE OF ended_at ON association.association
        FOR EACH ROW EXECUTE FUNCTION association.follow_links()`);
    await runner.query(`
      CREATE FUNCTION association.find_links() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        SELECT links.sources, links.since INTO NEW.linked_sources, NEW.linked_since FROM (${LINKS_OF('NEW.user_id')}) links;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER member_finds_links BEFORE INSERT ON association.member
        FOR EACH ROW EXECUTE FUNCTION association.find_links()`);
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query(`
      UPDATE association.member m SET linked_sources = links.sources, linked_since = links.since
        FROM association.member known CROSS JOIN LATERAL (${LINKS_OF('known.user_id')}) links
       WHERE m.user_id = known.user_id AND links.since IS NOT NULL`);
    await runner.query(`
      CREATE INDEX member_roster ON association.member (organization_id, state, sort_name, user_id)
        INCLUDE (leaves_report_at, email_key, linked_sources)`);
    await runner.query(`
      CREATE INDEX member_about_to_depart ON association.member (leaves_report_at, user_id)
        WHERE leaves_report_at IS NOT NULL AND NOT departed`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER association_followed_by_member ON association.association');
    await runner.query('DROP TRIGGER member_finds_links ON association.member');
    await runner.query('DROP FUNCTION association.follow_links()');
    await runner.query('DROP FUNCTION association.find_links()');
    await runner.query('DROP INDEX association.member_roster, association.member_about_to_depart');
    await runner.query(`
      ALTER TABLE association.member DROP state, DROP leaving_since, DROP departed, DROP linked_sources,
        DROP linked_since, DROP sort_name, DROP email_key`);
  }
}
