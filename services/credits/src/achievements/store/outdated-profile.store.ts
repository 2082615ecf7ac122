import type { EntityManager } from 'typeorm';
import type { Catalog } from '../../catalog/domain/catalog.js';
import type { ProfileKey } from '../../catalog/domain/profile-key.js';
import { recalculateAllAchievements } from './achievement.store.js';
import { lockReports } from './report.store.js';

/** Recalculates the achievements of a profile when some follow from an earlier version of the rule data. */
export async function recalculateIfOutdated(
  manager: EntityManager,
  catalog: Catalog,
  { source, profileId }: ProfileKey,
): Promise<void> {
  const outdated = await manager.query<unknown[]>(
    'SELECT FROM achievement WHERE source = $1 AND profile_id = $2 AND rules_version <> $3 LIMIT 1',
    [source, profileId, catalog.version],
  );
  if (outdated.length === 0) return;
  await lockReports(manager, source, { profileIds: [profileId], externalIds: [] });
  await recalculateAllAchievements(manager, catalog, [{ source, profileId }]);
}
