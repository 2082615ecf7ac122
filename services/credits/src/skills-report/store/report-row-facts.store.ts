import { boolean, columns, day, instant, nullable, oneOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';
import type { LinkFact, MergeFact, OffboardingFact, ReportFact } from '../domain/report-row-facts.js';

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
  readonly offboardings: readonly (OffboardingFact & { readonly userId: string })[];
  readonly reports: readonly KnownReport[];
  readonly merges: readonly (MergeFact & OfProfile)[];
};

const LINK = columns({
  userId: uuid(),
  source: oneOf<LearningSource>(),
  survivingProfileId: text('profile_id'),
  profileId: text('coalesce(original_profile_id, profile_id)'),
  startedAt: instant(),
  endedAt: nullable(instant()),
  endReason: nullable(text()),
  movedHere: boolean(),
});
const LINKS = {
  name: 'report-row-links',
  columns: LINK,
  text: `SELECT ${LINK}
    FROM association WHERE organization_id = $1 AND user_id = ANY($2::uuid[])`,
};

const OFFBOARDING = columns({ userId: uuid(), leavesReportAt: instant(), canceledAt: nullable(instant()) });
const OFFBOARDINGS = {
  name: 'report-row-offboardings',
  columns: OFFBOARDING,
  text: `SELECT ${OFFBOARDING}
    FROM offboarding WHERE organization_id = $1 AND user_id = ANY($2::uuid[])`,
};

const REPORT = columns({
  id: uuid(),
  source: oneOf<LearningSource>(),
  survivingProfileId: text('profile_id'),
  profileId: text('coalesce(original_profile_id, profile_id)'),
  credentialCode: text(),
  achievementId: nullable(uuid()),
  achievedAt: instant(),
  statedExpiry: nullable(day<Day>('stated_expires_on')),
  recordedAt: instant(),
  revokedAt: nullable(instant()),
});
// OFFSET 0 looks up each history by itself: a plan for all of them may read the whole table.
const REPORTS = {
  name: 'report-row-reports',
  columns: REPORT,
  text: `SELECT report.* FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (source, profile_id, code)
    CROSS JOIN LATERAL (
      SELECT ${REPORT}
      FROM achievement_report
      WHERE source = wanted.source AND profile_id = wanted.profile_id
        AND (wanted.code IS NULL OR credential_code = wanted.code) AND NOT derived
      OFFSET 0) AS report`,
};

const MERGE = columns({
  source: oneOf<LearningSource>(),
  survivingProfileId: text(),
  from: text('from_profile_id'),
  into: text('into_profile_id'),
  publishedAt: instant(),
});
const MERGES = {
  name: 'report-row-merges',
  columns: MERGE,
  text: `SELECT ${MERGE}
    FROM profile_merge WHERE (source, surviving_profile_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
};

/** The facts behind rows of a report of an organization, in four statements for any number of rows. */
export async function rowFacts(
  reads: RequestReads,
  organizationId: string,
  rows: readonly RowKey[],
): Promise<KnownFacts> {
  const userIds = [...new Set(rows.map(({ userId }) => userId))];
  const links = await reads.query(LINKS, [organizationId, userIds]);
  const offboardings = await reads.query(OFFBOARDINGS, [organizationId, userIds]);
  const linksOf = Map.groupBy(links, ({ userId, source }) => `${userId} ${source}`);
  const histories = rows.flatMap(({ userId, source, credentialCode, byExams }) => {
    const code = byExams ? null : credentialCode;
    return (linksOf.get(`${userId} ${source}`) ?? []).map((link) => [source, link.survivingProfileId, code] as const);
  });
  const wanted = [...new Map(histories.map((history) => [history.join(' '), history])).values()];
  const profiles = [...new Map(wanted.map(([source, id]) => [`${source} ${id}`, [source, id] as const])).values()];
  const reports = await reads.query(REPORTS, [
    wanted.map(([source]) => source),
    wanted.map(([, id]) => id),
    wanted.map(([, , code]) => code),
  ]);
  const merges = await reads.query(MERGES, [profiles.map(([source]) => source), profiles.map(([, id]) => id)]);
  return { links, offboardings, reports, merges };
}
