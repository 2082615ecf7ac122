import type { EntityManager } from 'typeorm';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import { composeAchievements } from '../domain/achievement-history.js';
import type { RepeatedExpiry } from '../domain/batch.js';
import { groupHistories } from '../domain/profile-history.js';
import { findRecordedHistories } from './recorded-history.store.js';
import type { ExpiryNotTaken } from './report.store.js';

/** Finds repeated items whose stated expiry does not apply. Reads their histories in one statement. */
export async function findRepeatedNotTaken(
  manager: EntityManager,
  catalog: Catalog,
  source: LearningSource,
  items: readonly RepeatedExpiry[],
): Promise<ExpiryNotTaken[]> {
  if (items.length === 0) return [];
  const reports = await findRecordedHistories(manager, source, items);
  const found = new Map<string, Omit<ExpiryNotTaken, 'index' | 'stated'>>();
  for (const { credential, reports: history } of groupHistories(catalog, reports)) {
    const byId = new Map(history.map((report) => [report.id, report]));
    for (const { ignoredExpiries, expiresOn, revokedAt } of composeAchievements(credential, history)) {
      if (revokedAt !== null) continue;
      for (const [id, because] of ignoredExpiries) {
        const report = byId.get(id);
        if (report) found.set(`${report.statedExpiry} ${report.firstId}`, { because, expiresOn });
      }
    }
  }
  return items.flatMap(({ index, externalId, statedExpiry: stated, isRecorded }): ExpiryNotTaken[] => {
    // A repetition with an unrecorded expiry repeats a revoked item.
    if (!isRecorded) return [{ index, stated, because: 'REVOKED', expiresOn: null }];
    const ignored = found.get(`${stated} ${externalId}`);
    return ignored ? [{ index, stated, ...ignored }] : [];
  });
}
