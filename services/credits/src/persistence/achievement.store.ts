import type { EntityManager } from 'typeorm';
import { type Achieved, achievedFrom, type Report } from '../domain/achievement-history.js';
import type { Catalogue, LearningSource } from '../domain/catalogue.js';

/** One profile and one credential: what is reported about both together is read as one history. */
export type HistoryKey = {
  readonly source: LearningSource;
  readonly profileId: string;
  readonly credentialCode: string;
};

type ReportRow = Report & HistoryKey;
type Settled = Achieved & HistoryKey & { readonly achievementId: string };

/** Brings the achievements of these histories in line with their reports, in a fixed number of statements. */
export async function settleAchievements(
  manager: EntityManager,
  catalogue: Catalogue,
  keys: readonly HistoryKey[],
): Promise<void> {
  const reports = await reportsOf(manager, keys);
  const settled = await settle(manager, catalogue, reports);
  await saveAchievements(manager, settled);
  await tieReports(manager, settled);
  const kept = new Set(settled.map(({ achievementId }) => achievementId));
  const merged = reports.flatMap(({ achievementId }) =>
    achievementId && !kept.has(achievementId) ? [achievementId] : [],
  );
  await manager.query('DELETE FROM achievement WHERE id = ANY($1)', [[...new Set(merged)]]);
}

async function reportsOf(manager: EntityManager, keys: readonly HistoryKey[]): Promise<ReportRow[]> {
  return manager.query<ReportRow[]>(
    `SELECT report.id, source, profile_id AS "profileId", credential_code AS "credentialCode",
            achievement_id AS "achievementId", achieved_at AS "achievedAt", stated_expires_on::text AS "statedExpiry",
            recorded_at AS "recordedAt", revoked_at AS "revokedAt"
     FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[])) AS wanted (source, profile_id, credential_code)
     JOIN achievement_report report USING (source, profile_id, credential_code)`,
    [keys.map((key) => key.source), keys.map((key) => key.profileId), keys.map((key) => key.credentialCode)],
  );
}

async function settle(manager: EntityManager, catalogue: Catalogue, reports: readonly ReportRow[]): Promise<Settled[]> {
  const histories = Map.groupBy(reports, (row) => JSON.stringify([row.source, row.profileId, row.credentialCode]));
  const achieved = [...histories.values()].flatMap((history) => {
    const [first] = history;
    const credential = first && catalogue.get(first.credentialCode);
    if (!first || !credential) return [];
    const { source, profileId, credentialCode } = first;
    return achievedFrom(credential, history).map((entry) => ({ ...entry, source, profileId, credentialCode }));
  });
  const missing = achieved.filter(({ achievementId }) => achievementId === null).length;
  const fresh = await manager.query<{ id: string }[]>('SELECT uuidv7() AS id FROM generate_series(1, $1)', [missing]);
  const ids = fresh.map(({ id }) => id);
  return achieved.map((entry) => ({ ...entry, achievementId: entry.achievementId ?? nextOf(ids) }));
}

async function saveAchievements(manager: EntityManager, settled: readonly Settled[]): Promise<void> {
  await manager.query(
    `INSERT INTO achievement AS kept
       (id, source, profile_id, credential_code, achieved_at, expires_on, recorded_at, revoked_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::date[],
       $7::timestamptz[], $8::timestamptz[])
     ON CONFLICT ON CONSTRAINT achievement_pk DO UPDATE SET achieved_at = excluded.achieved_at,
       expires_on = excluded.expires_on, recorded_at = excluded.recorded_at, revoked_at = excluded.revoked_at
     WHERE (kept.achieved_at, kept.expires_on, kept.recorded_at, kept.revoked_at)
       IS DISTINCT FROM (excluded.achieved_at, excluded.expires_on, excluded.recorded_at, excluded.revoked_at)`,
    [
      settled.map((entry) => entry.achievementId),
      settled.map((entry) => entry.source),
      settled.map((entry) => entry.profileId),
      settled.map((entry) => entry.credentialCode),
      settled.map((entry) => entry.achievedAt),
      settled.map((entry) => entry.expiresOn),
      settled.map((entry) => entry.recordedAt),
      settled.map((entry) => entry.revokedAt),
    ],
  );
}

async function tieReports(manager: EntityManager, settled: readonly Settled[]): Promise<void> {
  const ties = settled.flatMap(({ achievementId, reports }) => reports.map(({ id }) => ({ id, achievementId })));
  await manager.query(
    `UPDATE achievement_report report SET achievement_id = tie.achievement_id
     FROM unnest($1::uuid[], $2::uuid[]) AS tie (id, achievement_id)
     WHERE report.id = tie.id AND report.achievement_id IS DISTINCT FROM tie.achievement_id`,
    [ties.map(({ id }) => id), ties.map(({ achievementId }) => achievementId)],
  );
}

function nextOf(ids: string[]): string {
  const id = ids.pop();
  if (id === undefined) throw new Error('There are fewer new ids than new achievements.');
  return id;
}
