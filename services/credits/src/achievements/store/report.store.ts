import { boolean, columns, day, instant, nullable, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import { type EntityManager, In } from 'typeorm';
import type { Catalog, LearningSource } from '../../catalog/domain/catalog.js';
import type { ProfileKey } from '../../catalog/domain/profile-key.js';
import type { Day } from '../../values/domain/day.js';
import { copyRows } from '../../values/store/copy-rows.js';
import type { AcceptedItem, RecordedItem } from '../domain/batch.js';
import type { ValidatedItem } from '../domain/reported-item.js';
import type { IgnoredExpiry } from '../domain/stated-expiry.js';
import { recalculateWithNew } from './achievement.store.js';
import { AchievementReportRow } from './achievement-report.row.js';
import { generateIds } from './generate-ids.js';

export type NewAchievementReport = Extract<AcceptedItem, { kind: 'achievement' }>;
export type NewTraining = Extract<ValidatedItem, { kind: 'training' }>;

/** Names are hashed to this many locks, so that a batch of any size fits into the lock table of the server. */
const LOCKS = 1024;
const LOCK_SPACE = 0x6372;

/** Locks profiles and externalIds until the end of the transaction, against concurrent recording and revocation. */
export async function lockReports(
  manager: EntityManager,
  source: LearningSource,
  names: { profileIds: readonly string[]; externalIds: readonly string[] },
): Promise<void> {
  const profiles = names.profileIds.map((profileId) => nameOf({ source, profileId }));
  await lockNames(manager, [...profiles, ...names.externalIds.map((id) => `report:${source}:${id}`)]);
}

/** Locks profiles of several sources at once: they share the locks. */
export async function lockProfiles(manager: EntityManager, profiles: readonly ProfileKey[]): Promise<void> {
  await lockNames(manager, profiles.map(nameOf));
}

function nameOf({ source, profileId }: ProfileKey): string {
  return `profile:${source}:${profileId}`;
}

async function lockNames(manager: EntityManager, texts: readonly string[]): Promise<void> {
  // In ascending order, so that two batches with common names do not deadlock.
  const locks = [...new Set(texts.map(lockOf))].sort((a, b) => a - b);
  await manager.query('SELECT count(pg_advisory_xact_lock($1, lock)) FROM unnest($2::integer[]) AS lock', [
    LOCK_SPACE,
    locks,
  ]);
}

/** The first of three selects of one union: reports, their amendments and trainings. */
const RECORDED = columns({
  externalId: text(),
  profileId: text(),
  credentialCode: nullable(text()),
  trainingUid: nullable(text('NULL::text')),
  achievedAt: instant(),
  statedExpiry: nullable(day<Day>('stated_expires_on')),
  isRevoked: boolean('revoked_at IS NOT NULL'),
});

/** The recorded items of these externalIds. OFFSET 0 looks up each one by itself, at any size of the tables. */
export async function findRecordedItems(
  manager: EntityManager,
  source: LearningSource,
  externalIds: readonly string[],
): Promise<RecordedItem[]> {
  const statement = {
    columns: RECORDED,
    text: `SELECT ${RECORDED.of('recorded')} FROM unnest($2::text[]) AS sent (external_id) CROSS JOIN LATERAL (
       SELECT ${RECORDED} FROM achievement_report WHERE source = $1 AND external_id = sent.external_id
       UNION ALL
       SELECT amends, profile_id, credential_code, NULL, achieved_at, stated_expires_on::text, revoked_at IS NOT NULL
       FROM achievement_report WHERE source = $1 AND amends = sent.external_id
       UNION ALL
       SELECT external_id, profile_id, NULL, uid, completed_at, NULL, false
       FROM training_completion WHERE source = $1 AND external_id = sent.external_id
       OFFSET 0) AS recorded`,
  };
  return queryRows(manager, statement, [source, [...new Set(externalIds)]]);
}

/** The achievements of inserted reports, and the items whose stated expiry does not apply. */
export type InsertedReports = {
  readonly achievements: readonly string[];
  readonly expiriesNotTaken: readonly ExpiryNotTaken[];
};

/** An item whose stated expiry does not apply, the reason, and the expiry that applies. */
export type ExpiryNotTaken = {
  readonly index: number;
  readonly stated: Day;
  readonly because: IgnoredExpiry;
  readonly expiresOn: Day | null;
};

/** Inserts reports and recalculates the achievements of their histories. */
export async function insertReports(
  manager: EntityManager,
  catalog: Catalog,
  source: LearningSource,
  items: readonly NewAchievementReport[],
  recordedAt: Date,
): Promise<InsertedReports> {
  if (items.length === 0) return { achievements: [], expiriesNotTaken: [] };
  const ids = await generateIds(manager, items.length);
  const added = items.map(
    ({ externalId, profileId, credential, achievedAt, statedExpiry, amends, recordedAs }, index) => {
      const history = { source, profileId, credentialCode: recordedAs ?? credential.code };
      const report = { achievementId: null, achievedAt, statedExpiry, recordedAt, revokedAt: null };
      // Feeds cannot send this externalId: it contains a character that is not printable.
      const own = amends ? `${externalId}\u0001${statedExpiry}` : externalId;
      return { id: ids[index] ?? '', externalId: own, amends: amends ? externalId : null, ...history, ...report };
    },
  );
  const settled = await recalculateWithNew(manager, catalog, added, added);
  // Inserted once with their achievements: an update would write every index again.
  await copyRows(
    manager,
    'achievement_report',
    [
      'id',
      'source',
      'external_id',
      'profile_id',
      'credential_code',
      'achieved_at',
      'stated_expires_on',
      'recorded_at',
      'achievement_id',
      'amends',
    ],
    added.map((report) => [
      report.id,
      source,
      report.externalId,
      report.profileId,
      report.credentialCode,
      report.achievedAt,
      report.statedExpiry,
      recordedAt,
      settled.get(report.id)?.achievementId ?? null,
      report.amends,
    ]),
  );
  const expiriesNotTaken = items.flatMap(({ index, statedExpiry: stated }, itemIndex) => {
    const found = settled.get(ids[itemIndex] ?? '');
    return stated !== null && found?.ignored
      ? [{ index, stated, because: found.ignored, expiresOn: found.expiresOn }]
      : [];
  });
  return { achievements: [...new Set([...settled.values()].map((one) => one.achievementId))], expiriesNotTaken };
}

export async function insertTraining(
  manager: EntityManager,
  source: LearningSource,
  completions: readonly NewTraining[],
  recordedAt: Date,
): Promise<void> {
  if (completions.length === 0) return;
  const rows = completions.map(({ externalId, profileId, achievedAt, training }) => ({
    external_id: externalId,
    profile_id: profileId,
    ...training,
    completed_at: achievedAt,
  }));
  await manager.query(
    `INSERT INTO training_completion (source, external_id, profile_id, uid, kind, title, roles, products, completed_at, recorded_at)
     SELECT $1, sent.*, $3 FROM jsonb_to_recordset($2) AS sent (external_id text, profile_id text, uid text, kind text,
       title text, roles text[], products text[], completed_at timestamptz)`,
    [source, JSON.stringify(rows), recordedAt],
  );
}

/** The report of an externalId with its achievement; null when there is none. */
export async function findReport(
  manager: EntityManager,
  source: LearningSource,
  externalId: string,
): Promise<AchievementReportRow | null> {
  return manager.findOneBy(AchievementReportRow, { source, externalId });
}

/** Revokes a report with all reports that moved its expiry. */
export async function revokeReport(
  manager: EntityManager,
  id: string,
  revocation: { at: Date; reason: string },
): Promise<void> {
  await manager.query(
    `UPDATE achievement_report SET revoked_at = $2, revocation_reason = $3
     FROM (SELECT source, external_id FROM achievement_report WHERE id = $1) AS first
     WHERE achievement_report.source = first.source AND revoked_at IS NULL
       AND (achievement_report.external_id = first.external_id OR amends = first.external_id)`,
    [id, revocation.at, revocation.reason],
  );
}

/** The report that was recorded first, of all or of these externalIds; null when there is none. */
export async function findFirstRecorded(
  manager: EntityManager,
  externalIds?: readonly string[],
): Promise<AchievementReportRow | null> {
  const [first = null] = await manager.find(AchievementReportRow, {
    ...(externalIds && { where: { externalId: In([...externalIds]) } }),
    order: { id: 'ASC' },
    take: 1,
  });
  return first;
}

/** A small, stable number for a name. */
function lockOf(name: string): number {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 0x7fffffff;
  return sum % LOCKS;
}
