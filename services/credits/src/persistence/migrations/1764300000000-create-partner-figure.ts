import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Figures of a partner that are not skilling. Only ever added: of two for the same day the one recorded later holds.
 * Without a designation a figure is for every designation that uses it, also those of later rule sets.
 */
export class CreatePartnerFigure1764300000000 implements MigrationInterface {
  name = 'CreatePartnerFigure1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE credits.partner_figure (
        id uuid DEFAULT uuidv7() CONSTRAINT partner_figure_pk PRIMARY KEY,
        organization_id uuid NOT NULL,
        designation text COLLATE pg_c_utf8,
        metric text COLLATE pg_c_utf8 NOT NULL,
        value numeric NOT NULL,
        holds_from date NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT partner_figure_value CHECK (abs(value) <= 1e15)
      )`);
    await runner.query(`
      CREATE INDEX partner_figure_in_force ON credits.partner_figure
        (organization_id, metric, designation, holds_from DESC, recorded_at DESC, id DESC)`);
    await runner.query('ALTER TABLE credits.partner_figure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY partner_figure_within_reach ON credits.partner_figure USING (
        organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
        OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credits.partner_figure');
  }
}
