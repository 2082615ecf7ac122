import { boolean, columns, type RowOf, text } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { profileColumns } from '../../catalog/domain/profile-key.js';
import { copyRows } from '../../values/store/copy-rows.js';
import { type EarnedByExams, earnedByExams } from '../domain/exams.js';
import type { HistoryKey, ReportOfHistory } from '../domain/profile-history.js';
import { generateIds } from './generate-ids.js';
import { REPORT } from './report-columns.js';

const STORED_REPORT = columns({ ...REPORT.fields, externalId: text(), derived: boolean() });

type StoredReport = RowOf<typeof STORED_REPORT>;
type Derived = ReportOfHistory & { readonly externalId: string };

/** The changes of profiles with exams: all their reports, with the reports derived from the exams. */
export type ExamChanges = {
  /** All reports of these profiles as stored. */
  readonly stored: readonly ReportOfHistory[];
  /** All reports after the change, without those that are not stored yet. */
  readonly reports: readonly ReportOfHistory[];
  readonly created: readonly Derived[];
  readonly deleted: readonly string[];
};

const NOTHING: ExamChanges = { stored: [], reports: [], created: [], deleted: [] };

/** Computes the reports that the exams of these profiles derive, including exams that are not stored yet. */
export async function computeExamChanges(
  manager: EntityManager,
  catalog: Catalog,
  keys: readonly HistoryKey[],
  added: readonly ReportOfHistory[],
): Promise<ExamChanges> {
  const fresh = new Set(added.filter((one) => isExam(catalog, one)).map(profileOf));
  const stored = await reportsWithExams(manager, catalog, keys, fresh);
  const newReports = added.filter((one) => fresh.has(profileOf(one)));
  if (stored.length + newReports.length === 0) return NOTHING;
  const profiles = new Set([...stored, ...newReports].map(profileOf));
  const sent = [...stored.filter((one) => !one.derived), ...added.filter((one) => profiles.has(profileOf(one)))];
  const before = stored.filter(({ derived }) => derived);
  const wanted = [...Map.groupBy(sent, profileOf).values()].flatMap((ofProfile) =>
    earnedByExams(catalog, ofProfile).map((earned) => derivedFrom(earned, ofProfile)),
  );
  const after = new Set(wanted.map(textOf));
  const unchanged = before.filter((one) => after.has(textOf(one)));
  const known = new Set(unchanged.map(textOf));
  const left = before.filter((one) => !after.has(textOf(one)));
  const created = await assignIds(
    manager,
    wanted.filter((one) => !known.has(textOf(one))),
    left,
  );
  const reports = [...stored.filter((one) => !one.derived), ...unchanged, ...created];
  return { stored, reports, created, deleted: left.map(({ id }) => id) };
}

/** Inserts derived reports with their achievements. */
export async function insertDerivedReports(
  manager: EntityManager,
  created: readonly Derived[],
  achievementOf: (id: string) => string | null,
): Promise<void> {
  await copyRows(
    manager,
    'achievement_report',
    [
      ...['id', 'source', 'external_id', 'profile_id', 'credential_code', 'achieved_at', 'stated_expires_on'],
      ...['recorded_at', 'revoked_at', 'revocation_reason', 'achievement_id', 'derived'],
    ],
    created.map((one) => [
      ...[one.id, one.source, one.externalId, one.profileId, one.credentialCode, one.achievedAt, one.statedExpiry],
      ...[
        one.recordedAt,
        one.revokedAt,
        one.revokedAt && 'An exam or a prerequisite was revoked.',
        achievementOf(one.id),
        't',
      ],
    ]),
  );
}

/** Deletes derived reports that no longer follow. */
export async function deleteDerivedReports(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await manager.query('DELETE FROM achievement_report WHERE id = ANY($1) AND derived', [ids]);
}

/** All reports of those profiles that have an exam or are about to have one. */
async function reportsWithExams(
  manager: EntityManager,
  catalog: Catalog,
  keys: readonly HistoryKey[],
  fresh: ReadonlySet<string>,
): Promise<StoredReport[]> {
  const sources = new Set(catalog.exams.map(({ source }) => source));
  const profiles = [
    ...new Map(keys.filter(({ source }) => sources.has(source)).map((one) => [profileOf(one), one])).values(),
  ];
  if (profiles.length === 0) return [];
  const statement = {
    columns: STORED_REPORT,
    text: `SELECT ${STORED_REPORT}
     FROM unnest($1::text[], $2::text[], $3::boolean[]) AS wanted (wanted_source, wanted_profile, fresh)
     -- Asked once for a profile: few have an exam that is not its credential, and of all others nothing more is read.
     CROSS JOIN LATERAL (SELECT wanted.fresh OR EXISTS (
       SELECT FROM achievement_report WHERE (source, profile_id) = (wanted.wanted_source, wanted.wanted_profile)
         AND (credential_code = ANY($4) OR derived)) AS taken OFFSET 0) AS exam
     CROSS JOIN LATERAL (SELECT * FROM achievement_report
       WHERE exam.taken AND (source, profile_id) = (wanted.wanted_source, wanted.wanted_profile) OFFSET 0) AS report`,
  };
  return queryRows(manager, statement, [
    ...profileColumns(profiles),
    profiles.map((one) => fresh.has(profileOf(one))),
    catalog.exams.map(({ code }) => code),
  ]);
}

/** Assigns ids. A derived report whose instant changed continues its achievement. */
async function assignIds(
  manager: EntityManager,
  wanted: readonly Derived[],
  left: readonly StoredReport[],
): Promise<Derived[]> {
  if (wanted.length === 0) return [];
  const ids = await generateIds(manager, wanted.length);
  const free = new Map(left.map((one) => [`${profileOf(one)} ${one.credentialCode}`, one.achievementId]));
  // Valid reports take over an achievement before revoked ones.
  const order = [...wanted].sort((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null));
  return order.map((one, index) => {
    const key = `${profileOf(one)} ${one.credentialCode}`;
    const achievementId = free.get(key) ?? null;
    free.delete(key);
    return { ...one, id: ids[index] ?? '', achievementId };
  });
}

function derivedFrom({ by, ...earned }: EarnedByExams, ofProfile: readonly ReportOfHistory[]): Derived {
  const [{ source, profileId } = { source: 'MICROSOFT_LEARN' as const, profileId: '' }] = ofProfile;
  // Feeds cannot send this externalId: it contains a character that is not printable.
  const externalId = `\u0001${earned.credentialCode} ${earned.achievedAt.getTime()} ${by}`;
  return { ...earned, id: '', achievementId: null, source, profileId, externalId };
}

function isExam(catalog: Catalog, { credentialCode }: HistoryKey): boolean {
  return catalog.recorded(credentialCode)?.kind === 'EXAM';
}

function profileOf({ source, profileId }: Pick<HistoryKey, 'source' | 'profileId'>): string {
  return `${source} ${profileId}`;
}

function textOf(one: Derived): string {
  const instants = [one.achievedAt, one.recordedAt, one.revokedAt].map((instant) => instant?.getTime() ?? null);
  return JSON.stringify([profileOf(one), one.externalId, one.statedExpiry, ...instants]);
}
