import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { LinkedReport } from '../domain/organization-score.js';

/** A report with the organisation that counts it. */
export type OrganizationReport = LinkedReport & { readonly organizationId: string };

const COLUMNS = `
  association.organization_id AS "organizationId", person_ref.ref AS "personRef", report.id,
  report.profile_id AS "profileId", report.credential_code AS "credentialCode",
  report.achievement_id AS "achievementId", report.achieved_at AS "achievedAt",
  report.stated_expires_on::text AS "statedExpiry", report.recorded_at AS "recordedAt",
  report.revoked_at AS "revokedAt"`;

const LINKED = `
  FROM association
  JOIN person_ref USING (organization_id, user_id)
  LEFT JOIN user_account ON user_account.id = association.user_id
  JOIN achievement_report report USING (source, profile_id)`;

const AT_THE_INSTANT = `
  WHERE association.organization_id = ANY($1) AND association.started_at <= $2
    AND (association.ended_at IS NULL OR association.ended_at > $2)
    AND (user_account.leaves_report_at IS NULL OR user_account.leaves_report_at > $2)`;

/** Live: what is linked now and counted. */
const LIVE: Statement = {
  name: 'scoring-facts-live',
  text: `SELECT DISTINCT ON (report.id, association.organization_id) ${COLUMNS} ${LINKED}
    JOIN credit ON credit.achievement_id = report.achievement_id AND credit.organization_id = association.organization_id
      AND credit.counted_at IS NOT NULL
    ${AT_THE_INSTANT} ORDER BY report.id, association.organization_id, association.started_at DESC`,
};

/** Replayed: what was, or will be, linked at the last instant of another day. */
const REPLAYED: Statement = {
  name: 'scoring-facts-replayed',
  text: `SELECT DISTINCT ON (report.id, association.organization_id) ${COLUMNS} ${LINKED}
    ${AT_THE_INSTANT} ORDER BY report.id, association.organization_id, association.started_at DESC`,
};

/** The reports about everybody who is linked to these organisations at the instant. */
export async function scoringFacts(
  reads: RequestReads,
  organizationIds: readonly string[],
  moment: { readonly asOf: Date; readonly live: boolean },
): Promise<OrganizationReport[]> {
  return reads.query<OrganizationReport>(moment.live ? LIVE : REPLAYED, [organizationIds, moment.asOf]);
}
