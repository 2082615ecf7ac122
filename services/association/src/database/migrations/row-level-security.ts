import type { QueryRunner } from 'typeorm';

/** Rows of an organisation are seen by its own requests, and by work that says it reaches every one. Nothing set: no rows. */
export async function keepWithinReach(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`ALTER TABLE association.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  await runner.query(`
    CREATE POLICY ${table}_within_reach ON association.${table} USING (
      organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
      OR (SELECT current_setting('app.reach', true)) = 'every-organization')`);
}
