import { columns, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import { composeAchievements } from '../domain/achievement-history.js';
import type { RepeatedExpiry } from '../domain/batch.js';
import { groupHistories } from '../domain/profile-history.js';
import type { ExpiryNotTaken } from './report.store.js';
import { REPORT } from './report-columns.js';

const RECORDED = columns({ ...REPORT.fields, firstId: text('coalesce(amends, external_id)') });

type Recorded = RowOf<typeof RECORDED>;

/** Finds repeated items whose stated expiry does not apply. Reads their histories in one statement. */
export async function findRepeatedNotTaken(
  manager: EntityManager,
  catalog: Catalog,
  source: LearningSource,
  items: readonly RepeatedExpiry[],
): Promise<ExpiryNotTaken[]> {
  if (items.length === 0) return [];
  const reports = await reportsOf(manager, source, items);
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

async function reportsOf(
  manager: EntityManager,
  source: LearningSource,
  items: readonly RepeatedExpiry[],
): Promise<Recorded[]> {
  const keys = items.flatMap(({ profileId, credential, formerCodes }) =>
    [credential.code, ...formerCodes].map((code) => [profileId, code] as const),
  );
  // OFFSET 0 looks up each history by itself, at any size of the table.
  const text = `SELECT ${RECORDED.of('report')} FROM (SELECT DISTINCT * FROM unnest($2::text[], $3::text[])) AS wanted (profile_id, code)
     CROSS JOIN LATERAL (
       SELECT ${RECORDED} FROM achievement_report
       WHERE source = $1 AND profile_id = wanted.profile_id AND credential_code = wanted.code
       OFFSET 0) AS report`;
  const values = [source, keys.map(([profileId]) => profileId), keys.map(([, code]) => code)];
  return queryRows(manager, { columns: RECORDED, text }, values);
}
