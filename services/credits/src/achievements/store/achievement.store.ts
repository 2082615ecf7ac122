import { columns, oneOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import { type ProfileKey, profileColumns } from '../../catalog/domain/profile-key.js';
import type { Day } from '../../values/domain/day.js';
import { copyRows } from '../../values/store/copy-rows.js';
import { type ComposedAchievement, composeAchievements } from '../domain/achievement-history.js';
import { groupHistories, type HistoryKey, type ReportOfHistory } from '../domain/profile-history.js';
import type { IgnoredExpiry } from '../domain/stated-expiry.js';
import { computeExamChanges, deleteDerivedReports, insertDerivedReports } from './exam.store.js';
import { generateIds } from './generate-ids.js';
import { REPORT } from './report-columns.js';

const HISTORY_KEY = columns({ source: oneOf<LearningSource>(), profileId: text(), credentialCode: text() }, 'report');

type Settled = ComposedAchievement & HistoryKey & { readonly achievementId: string };

/** Recalculates the achievements of these histories from their reports, in a fixed number of statements. */
export async function recalculateAchievements(
  manager: EntityManager,
  catalog: Catalog,
  keys: readonly HistoryKey[],
): Promise<void> {
  await recalculateWithNew(manager, catalog, keys, []);
}

/**
 * Recalculates all achievements of these profiles by the current rule data. Credentials that the catalog no longer has
 * stay as they are. Requires locked profiles.
 */
export async function recalculateAllAchievements(
  manager: EntityManager,
  catalog: Catalog,
  profiles: readonly ProfileKey[],
): Promise<void> {
  if (profiles.length === 0) return;
  const text = `SELECT DISTINCT ${HISTORY_KEY}
    FROM unnest($1::text[], $2::text[]) AS wanted (source, profile_id) CROSS JOIN LATERAL (
      SELECT * FROM achievement_report
      WHERE (source, profile_id) = (wanted.source, wanted.profile_id) OFFSET 0) AS report`;
  const keys = await queryRows(manager, { columns: HISTORY_KEY, text }, profileColumns(profiles));
  await recalculateAchievements(
    manager,
    catalog,
    keys.filter(({ credentialCode }) => catalog.recorded(credentialCode) !== undefined),
  );
  await manager.query(
    `UPDATE achievement SET rules_version = $3
     FROM unnest($1::text[], $2::text[]) AS wanted (source, profile_id)
     WHERE (achievement.source, achievement.profile_id) = (wanted.source, wanted.profile_id) AND rules_version <> $3`,
    [...profileColumns(profiles), catalog.version],
  );
}

/** The achievement of a report with its expiry, and why a stated expiry does not apply. */
export type ReportOutcome = {
  readonly achievementId: string;
  readonly expiresOn: Day | null;
  readonly ignored: IgnoredExpiry | null;
};

/**
 * Recalculates the achievements of these histories together with reports that are not stored yet, and returns the
 * outcome of each report.
 */
export async function recalculateWithNew(
  manager: EntityManager,
  catalog: Catalog,
  keys: readonly HistoryKey[],
  added: readonly ReportOfHistory[],
): Promise<ReadonlyMap<string, ReportOutcome>> {
  const exams = await computeExamChanges(manager, catalog, keys, added);
  const whole = new Set(exams.stored.map(({ id }) => id));
  const stored = (await reportsOf(manager, keys)).filter(({ id }) => !whole.has(id));
  const { known, fresh } = await settle(manager, catalog, [...stored, ...exams.reports, ...added]);
  await insertAchievements(manager, fresh, catalog.version);
  await updateAchievements(manager, known, catalog.version);
  const settled = new Map(
    [...known, ...fresh].flatMap(({ achievementId, expiresOn, reports, ignoredExpiries }) =>
      reports.map(({ id }) => [id, { achievementId, expiresOn, ignored: ignoredExpiries.get(id) ?? null }] as const),
    ),
  );
  await deleteDerivedReports(manager, exams.deleted);
  await insertDerivedReports(manager, exams.created, (id) => settled.get(id)?.achievementId ?? null);
  const all = [...stored, ...exams.stored];
  await assignReports(manager, all, settled);
  const unchanged = new Set(known.map(({ achievementId }) => achievementId));
  // Credentials that the catalog no longer has stay as they are.
  const read = all.filter(({ credentialCode }) => catalog.recorded(credentialCode) !== undefined);
  const former = read.flatMap(({ achievementId }) => achievementId ?? []);
  await deleteAchievements(
    manager,
    former.filter((id) => !unchanged.has(id)),
  );
  return settled;
}

async function reportsOf(manager: EntityManager, keys: readonly HistoryKey[]): Promise<ReportOfHistory[]> {
  // OFFSET 0 looks up each history by itself: a plan for all of them may read the whole table.
  const text = `SELECT ${REPORT.of('report')}
     FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[])) AS wanted (source, profile_id, code)
     CROSS JOIN LATERAL (
       SELECT ${REPORT} FROM achievement_report
       WHERE source = wanted.source AND profile_id = wanted.profile_id AND credential_code = wanted.code
       OFFSET 0) AS report`;
  return queryRows(manager, { columns: REPORT, text }, [
    keys.map((key) => key.source),
    keys.map((key) => key.profileId),
    keys.map((key) => key.credentialCode),
  ]);
}

/** known: existing achievements; fresh: achievements that these reports begin. */
async function settle(
  manager: EntityManager,
  catalog: Catalog,
  reports: readonly ReportOfHistory[],
): Promise<{ known: Settled[]; fresh: Settled[] }> {
  const achieved = groupHistories(catalog, reports).flatMap(({ credential, reports: history, ...key }) =>
    composeAchievements(credential, history).map((entry) => ({ ...entry, ...key })),
  );
  const begun = achieved.filter(({ achievementId }) => achievementId === null);
  const ids = await generateIds(manager, begun.length);
  return {
    known: achieved.flatMap(({ achievementId, ...entry }) => (achievementId ? [{ ...entry, achievementId }] : [])),
    fresh: begun.flatMap((entry, index) => {
      const achievementId = ids[index];
      return achievementId ? [{ ...entry, achievementId }] : [];
    }),
  };
}

async function insertAchievements(manager: EntityManager, fresh: readonly Settled[], version: string): Promise<void> {
  await copyRows(
    manager,
    'achievement',
    [
      ...['id', 'source', 'profile_id', 'credential_code', 'achieved_at', 'expires_on', 'recorded_at', 'revoked_at'],
      'rules_version',
    ],
    fresh.map((entry) => [
      entry.achievementId,
      entry.source,
      entry.profileId,
      entry.credentialCode,
      entry.achievedAt,
      entry.expiresOn,
      entry.recordedAt,
      entry.revokedAt,
      version,
    ]),
  );
}

async function updateAchievements(manager: EntityManager, known: readonly Settled[], version: string): Promise<void> {
  if (known.length === 0) return;
  await manager.query(
    `UPDATE achievement stored SET achieved_at = computed.achieved_at, expires_on = computed.expires_on,
       recorded_at = computed.recorded_at, revoked_at = computed.revoked_at, rules_version = $6
     FROM unnest($1::uuid[], $2::timestamptz[], $3::date[], $4::timestamptz[], $5::timestamptz[])
       AS computed (id, achieved_at, expires_on, recorded_at, revoked_at)
     WHERE stored.id = computed.id AND (stored.achieved_at, stored.expires_on, stored.recorded_at, stored.revoked_at, stored.rules_version)
       IS DISTINCT FROM (computed.achieved_at, computed.expires_on, computed.recorded_at, computed.revoked_at, $6)`,
    [
      known.map((entry) => entry.achievementId),
      known.map((entry) => entry.achievedAt),
      known.map((entry) => entry.expiresOn),
      known.map((entry) => entry.recordedAt),
      known.map((entry) => entry.revokedAt),
      version,
    ],
  );
}

/** Updates reports that belong to another achievement than before. */
async function assignReports(
  manager: EntityManager,
  stored: readonly ReportOfHistory[],
  settled: ReadonlyMap<string, ReportOutcome>,
): Promise<void> {
  const achievementOf = (id: string) => settled.get(id)?.achievementId;
  const moved = stored.filter(({ id, achievementId }) => (achievementOf(id) ?? achievementId) !== achievementId);
  if (moved.length === 0) return;
  await manager.query(
    `UPDATE achievement_report report SET achievement_id = tie.achievement_id
     FROM unnest($1::uuid[], $2::uuid[]) AS tie (id, achievement_id) WHERE report.id = tie.id`,
    [moved.map(({ id }) => id), moved.map(({ id }) => achievementOf(id))],
  );
}

/** Deletes achievements that became part of another one. */
async function deleteAchievements(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await manager.query('DELETE FROM achievement WHERE id = ANY($1)', [[...new Set(ids)]]);
}
