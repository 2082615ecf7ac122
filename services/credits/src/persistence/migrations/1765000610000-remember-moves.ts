import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a link began by a move. The link that the move ended may belong to another organization. */
export class RememberMoves1765000610000 implements MigrationInterface {
  name = 'RememberMoves1765000610000';

  async up(runner: QueryRunner): Promise<void> {
    // Row level security holds for the owner too.
    await runner.query("SELECT set_config('app.reach', 'every-organization', true)");
    await runner.query('ALTER TABLE credits.association ADD moved_here boolean NOT NULL DEFAULT false');
    await runner.query(`
      UPDATE credits.association come SET moved_here = true FROM credits.association gone
      WHERE gone.end_reason = 'MOVED_TO_ANOTHER_ORGANIZATION' AND gone.source = come.source
        AND gone.profile_id = come.profile_id AND gone.ended_at = come.started_at AND gone.id <> come.id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE credits.association DROP moved_here');
  }
}
