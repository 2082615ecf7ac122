import type { EntityManager } from 'typeorm';

/** Enqueues organizations whose designations may have changed, in the transaction of the change. */
export async function enqueueScoring(manager: EntityManager, organizationIds: readonly string[]): Promise<void> {
  if (organizationIds.length === 0) return;
  await manager.query('INSERT INTO score_queue (organization_id) SELECT DISTINCT * FROM unnest($1::uuid[])', [
    organizationIds,
  ]);
}

/** Takes organizations out of the queue. Entries that were added after the snapshot of the transaction stay. */
export async function deleteScoringEntries(manager: EntityManager, organizationIds: readonly string[]): Promise<void> {
  await manager.query('DELETE FROM score_queue WHERE organization_id = ANY ($1)', [organizationIds]);
}
