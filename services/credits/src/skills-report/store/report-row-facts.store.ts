import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { DepartureFact, LinkFact, MergeFact, ReportFact } from '../domain/report-row-facts.js';

/** A person and a credential of a report. `byExams`: credentials derived from exams of the profile decide as well. */
export type RowKey = {
  readonly byExams?: boolean;
  readonly userId: string;
  readonly source: LearningSource;
  readonly credentialCode: string;
};

type OfProfile = { readonly source: LearningSource; readonly survivingProfileId: string };
export type KnownLink = LinkFact & OfProfile & { readonly userId: string };
export type KnownReport = ReportFact & OfProfile;
export type KnownFacts = {
  readonly links: readonly KnownLink[];
  readonly departures: readonly (DepartureFact & { readonly userId: string })[];
  readonly reports: readonly KnownReport[];
  readonly merges: readonly (MergeFact & OfProfile)[];
};

const LINKS: Statement = {
  name: 'report-row-links',
  text: `SELECT user_id AS "userId", source, profile_id AS "survivingProfileId",
      coalesce(original_profile_id, profile_id) AS "profileId", started_at AS "startedAt", ended_at AS "endedAt",
      end_reason AS "endReason", moved_here AS "movedHere"
    FROM association WHERE organization_id = $1 AND user_id = ANY($2::uuid[])`,
};

const DEPARTURES: Statement = {
  name: 'report-row-departures',
  text: `SELECT user_id AS "userId", leaves_report_at AS "leavesReportAt", canceled_at AS "takenBackAt"
    FROM offboarding WHERE organization_id = $1 AND user_id = ANY($2::uuid[])`,
};

// OFFSET 0 looks up each history by itself: a plan for all of them may read the whole table.
const REPORTS: Statement = {
  name: 'report-row-reports',
  text: `SELECT report.* FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (source, profile_id, code)
    CROSS JOIN LATERAL (
      SELECT id, source, profile_id AS "survivingProfileId", coalesce(original_profile_id, profile_id) AS "profileId",
        credential_code AS "credentialCode", achievement_id AS "achievementId", achieved_at AS "achievedAt",
        stated_expires_on::text AS "statedExpiry", recorded_at AS "recordedAt", revoked_at AS "revokedAt"
      FROM achievement_report
      WHERE source = wanted.source AND profile_id = wanted.profile_id
        AND (wanted.code IS NULL OR credential_code = wanted.code) AND NOT derived
      OFFSET 0) AS report`,
};

const MERGES: Statement = {
  name: 'report-row-merges',
  text: `SELECT source, surviving_profile_id AS "survivingProfileId", from_profile_id AS "from", into_profile_id AS "into",
      published_at AS "publishedAt"
    FROM profile_merge WHERE (source, surviving_profile_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
};

/** The facts behind rows of a report of an organization, in four statements for any number of rows. */
export async function rowFacts(
  reads: RequestReads,
  organizationId: string,
  rows: readonly RowKey[],
): Promise<KnownFacts> {
  const userIds = [...new Set(rows.map(({ userId }) => userId))];
  const links = await reads.query<KnownLink>(LINKS, [organizationId, userIds]);
  const departures = await reads.query<KnownFacts['departures'][number]>(DEPARTURES, [organizationId, userIds]);
  const linksOf = Map.groupBy(links, ({ userId, source }) => `${userId} ${source}`);
  const histories = rows.flatMap(({ userId, source, credentialCode, byExams }) => {
    const code = byExams ? null : credentialCode;
    return (linksOf.get(`${userId} ${source}`) ?? []).map((link) => [source, link.survivingProfileId, code] as const);
  });
  const wanted = [...new Map(histories.map((history) => [history.join(' '), history])).values()];
  const profiles = [...new Map(wanted.map(([source, id]) => [`${source} ${id}`, [source, id] as const])).values()];
  const reports = await reads.query<KnownReport>(REPORTS, [
    wanted.map(([source]) => source),
    wanted.map(([, id]) => id),
    wanted.map(([, , code]) => code),
  ]);
  const merges = await reads.query<MergeFact & OfProfile>(MERGES, [
    profiles.map(([source]) => source),
    profiles.map(([, id]) => id),
  ]);
  return { links, departures, reports, merges };
}
