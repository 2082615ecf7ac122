import {
  boolean,
  columns,
  day,
  instant,
  nullable,
  oneOf,
  type RowOf,
  text,
  uuid,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { EntityManager } from 'typeorm';
import type { HistoryKey } from '../../achievements/domain/profile-history.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { RelevantCredential } from '../../rules/domain/relevance.js';
import type { Day } from '../../values/domain/day.js';
import type { ReportMonth } from '../../values/domain/report-month.js';

/** The snapshot of one report: everything published before the refresh. */
export type Snapshot = {
  readonly organizationId: string;
  readonly month: ReportMonth;
  readonly refresh: Date;
  readonly on: Day;
};

/** An achievement as of the refresh. */
export type HeldAtRefresh = HistoryKey & { readonly achievedAt: Date; readonly expiresOn: Day | null };

const HISTORY = columns({
  source: oneOf<LearningSource>('report.source'),
  profileId: text('changed_later.profile_id'),
  credentialCode: text('report.credential_code'),
  id: uuid('report.id'),
  achievementId: nullable(uuid('report.achievement_id')),
  achievedAt: instant('report.achieved_at'),
  statedExpiry: nullable(day<Day>('report.stated_expires_on')),
  recordedAt: instant('report.recorded_at'),
  revokedAt: nullable(instant('report.revoked_at')),
  derived: boolean('report.derived'),
});

/** derived: it follows from the exams known today. */
export type ReportedHistory = RowOf<typeof HISTORY>;

/**
 * People linked at the refresh ($1, $2), with the profile of that time. Leavers count until their drop date; moved and
 * removed links do not.
 */
const LINKED = `
  linked AS MATERIALIZED (
    SELECT DISTINCT ON (association.user_id, association.source)
      association.user_id, association.source, association.profile_id AS current_profile_id, association.started_at,
      CASE WHEN original_profile_id IS NULL THEN association.profile_id
        ELSE profile_at(association.source, original_profile_id, $2) END AS profile_id,
      -- Since the refresh a merge united histories of this profile: achievements are not as they were then.
      EXISTS (
        SELECT FROM profile_merge WHERE profile_merge.source = association.source
          AND surviving_profile_id = association.profile_id AND published_at >= $2) AS merged_later
    FROM association
    WHERE association.organization_id = $1 AND association.started_at < $2
      AND (association.ended_at IS NULL OR association.ended_at > $2
        OR (association.ended_at = $2 AND association.end_reason <> 'ACCOUNT_DELETED'))
      AND NOT EXISTS (
        SELECT FROM offboarding
        WHERE offboarding.user_id = association.user_id AND offboarding.leaves_report_at <= $2
          AND (offboarding.canceled_at IS NULL OR offboarding.canceled_at >= $2))
    ORDER BY association.user_id, association.source, association.started_at DESC)`;

/**
 * Reports of histories with an entry or revocation at the refresh or later: their current achievements differ from
 * those at the refresh. For a profile with exams all histories, because derived credentials may have changed with any
 * of them.
 */
export async function historiesChangedLater(
  manager: EntityManager,
  { organizationId, refresh }: Snapshot,
  exams: readonly string[],
): Promise<ReportedHistory[]> {
  return queryRows(
    manager,
    {
      columns: HISTORY,
      text: `WITH ${LINKED},
     later AS MATERIALIZED (
       SELECT DISTINCT linked.source, linked.profile_id, current_profile_id, merged_later, credential_code FROM linked
       JOIN achievement_report report ON report.source = linked.source AND report.profile_id = current_profile_id
       -- What a source reports may have been achieved up to five minutes later than it is recorded.
       WHERE merged_later OR recorded_at >= $2::timestamptz - interval '5 minutes' OR revoked_at >= $2
     ), with_exams AS MATERIALIZED (
       SELECT DISTINCT later.source, later.profile_id, current_profile_id, merged_later FROM later
       JOIN achievement_report report ON report.source = later.source AND report.profile_id = current_profile_id
       WHERE report.derived OR report.credential_code = ANY($3::text[])
     )
     SELECT ${HISTORY}
     FROM (
       SELECT source, profile_id, current_profile_id, merged_later, credential_code FROM later
       UNION
       SELECT with_exams.source, with_exams.profile_id, current_profile_id, merged_later, credential_code FROM with_exams
       JOIN achievement_report report ON report.source = with_exams.source AND report.profile_id = current_profile_id
     ) AS changed_later
     JOIN achievement_report report ON report.source = changed_later.source
       AND report.profile_id = current_profile_id AND report.credential_code = changed_later.credential_code
     WHERE report.recorded_at < $2 AND report.achieved_at < $2
       AND CASE WHEN merged_later THEN changed_later.profile_id
         = profile_at(report.source, coalesce(report.original_profile_id, report.profile_id), $2) ELSE true END`,
    },
    [organizationId, refresh, exams],
  );
}

/**
 * Writes people and rows of the report in one statement. Histories changed later are given; all others come from the
 * current achievements.
 */
export async function writeRows(
  manager: EntityManager,
  { organizationId, month, refresh, on }: Snapshot,
  relevant: readonly RelevantCredential[],
  touched: { readonly histories: readonly HistoryKey[]; readonly held: readonly HeldAtRefresh[] },
): Promise<void> {
  const { histories, held } = touched;
  // The planner cannot estimate the number of people and rows, and would scan all of them for each. Achievements are
  // looked up per link, so that only those of linked people are read.
  await manager.query("SELECT set_config('enable_nestloop', 'off', true)");
  await manager.query(
    `WITH ${LINKED},
     person AS MATERIALIZED (
       SELECT row_number() OVER (ORDER BY lower(account.display_name) NULLS FIRST, ref)::integer AS person_no,
         row_number() OVER (ORDER BY ref)::integer AS place_by_ref, user_id, ref, account.display_name, account.email,
         account.department, account.country, link.learn, link.university, link.learn_since, link.university_since,
         EXISTS (SELECT FROM offboarding
           WHERE offboarding.user_id = link.user_id AND offboarding.started_at < $2 AND offboarding.leaves_report_at > $2
             AND (offboarding.canceled_at IS NULL OR offboarding.canceled_at >= $2)) AS leaving
       FROM (
         SELECT user_id, max(profile_id) FILTER (WHERE source = 'MICROSOFT_LEARN') AS learn,
           max(started_at) FILTER (WHERE source = 'MICROSOFT_LEARN') AS learn_since,
           max(profile_id) FILTER (WHERE source = 'PARTNER_UNIVERSITY') AS university,
           max(started_at) FILTER (WHERE source = 'PARTNER_UNIVERSITY') AS university_since
         FROM linked GROUP BY user_id) AS link
       JOIN (SELECT user_id, ref FROM person WHERE organization_id = $1) AS known USING (user_id)
       LEFT JOIN (
         -- As the user was at the refresh: the earliest of what was kept since, else as it is.
         SELECT account.id, named.* FROM user_account account
         LEFT JOIN (
           SELECT DISTINCT ON (user_id) * FROM user_account_history WHERE organization_id = $1 AND until >= $2
           ORDER BY user_id, until) AS past ON past.user_id = account.id
         CROSS JOIN LATERAL (
           SELECT past.display_name, past.email, past.department, past.country WHERE past.user_id IS NOT NULL
           UNION ALL
           SELECT account.display_name, account.email, account.department, account.country WHERE past.user_id IS NULL) AS named
         WHERE account.organization_id = $1) AS account ON account.id = link.user_id
     ), named AS MATERIALIZED (
       SELECT credential_code, earned_until, row_number() OVER (ORDER BY credential_code COLLATE pg_c_utf8)::integer AS credential_no
       FROM unnest($5::text[], $6::timestamptz[]) AS listed (credential_code, earned_until)
     ), held AS MATERIALIZED (
       -- As little as tells lines apart: they are sorted three times.
       SELECT person_no, place_by_ref, credential_no, achieved_at, coalesce(expires_on, 'infinity') AS expires_on,
         source = 'MICROSOFT_LEARN' AS on_learn
       FROM (
         SELECT user_id, source, credential_code, achieved_at, expires_on
         FROM linked CROSS JOIN LATERAL (
           SELECT credential_code, achieved_at, expires_on, recorded_at, revoked_at FROM achievement
           WHERE achievement.source = linked.source AND achievement.profile_id = linked.profile_id
           OFFSET 0) AS achievement
         WHERE NOT merged_later AND recorded_at < $2 AND achieved_at < $2 AND revoked_at IS NULL
           AND NOT EXISTS (
             SELECT FROM unnest($7::text[], $8::text[], $9::text[]) AS touched (source, profile_id, credential_code)
             WHERE (touched.source, touched.profile_id, touched.credential_code)
               = (linked.source, linked.profile_id, achievement.credential_code))
         UNION ALL
         SELECT user_id, source, credential_code, achieved_at, expires_on
         FROM linked JOIN unnest($10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::date[])
           AS touched (source, profile_id, credential_code, achieved_at, expires_on) USING (source, profile_id)) AS achieved
       JOIN person USING (user_id) JOIN named USING (credential_code)
       WHERE (expires_on IS NULL OR expires_on >= $4)
         AND (earned_until IS NULL OR achieved_at <= earned_until)
     ), holder AS MATERIALIZED (
       SELECT person_no, leaving, learn_since, university_since, sum(lines) OVER by_name - lines AS before,
         sum(lines) OVER by_name AS last_row, sum(lines) OVER by_ref - lines AS before_by_ref
       FROM (SELECT person_no, count(*) AS lines FROM held GROUP BY person_no) AS counted JOIN person USING (person_no)
       WINDOW by_name AS (ORDER BY person_no ROWS UNBOUNDED PRECEDING),
         by_ref AS (ORDER BY place_by_ref ROWS UNBOUNDED PRECEDING)
     ), people AS (
       INSERT INTO skills_report_person (organization_id, month, person_no, person_ref, user_id, display_name, email,
         learn_profile_id, university_profile_id, department, country, leaving, first_row, last_row)
       SELECT $1, $3, person_no, ref, user_id, display_name, email, learn, university, department, country, person.leaving,
         before + 1, last_row
       FROM holder JOIN person USING (person_no)
     )
     INSERT INTO skills_report_row (organization_id, month, leaving, row_no, ref_no, achieved_no, expiry_no, person_no, source,
       credential_code, achieved_at, expires_on, associated_since)
     SELECT $1, $3, leaving, before + nth, before_by_ref + nth, achieved_no, expiry_no, person_no,
       CASE WHEN on_learn THEN 'MICROSOFT_LEARN' ELSE 'PARTNER_UNIVERSITY' END, credential_code, achieved_at, expires_on,
       CASE WHEN on_learn THEN learn_since ELSE university_since END
     FROM (
       -- In the order of the key that they are stored under.
       SELECT *, row_number() OVER (PARTITION BY person_no ORDER BY credential_no, achieved_at) AS nth
       FROM (
         SELECT *, row_number() OVER (ORDER BY expires_on, achieved_no DESC)::integer AS expiry_no
         FROM (
           SELECT *, row_number() OVER (ORDER BY achieved_at DESC, place_by_ref DESC, credential_no DESC)::integer
             AS achieved_no
           FROM held) AS achieved) AS expiring) AS line
     JOIN holder USING (person_no) JOIN named USING (credential_no)`,
    [
      organizationId,
      refresh,
      `${month}-01`,
      on,
      relevant.map(({ code }) => code),
      relevant.map(({ earnedUntil }) => earnedUntil),
      ...keyColumns(histories),
      ...keyColumns(held),
      held.map(({ achievedAt }) => achievedAt),
      held.map(({ expiresOn }) => expiresOn),
    ],
  );
}

function keyColumns(keys: readonly HistoryKey[]): [LearningSource[], string[], string[]] {
  return [keys.map((key) => key.source), keys.map((key) => key.profileId), keys.map((key) => key.credentialCode)];
}
