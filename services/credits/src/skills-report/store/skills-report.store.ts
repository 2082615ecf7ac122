import type { RequestReads, Statement } from '@app/subgraph-kit/reads';
import type { CredentialKind } from '../../catalog/domain/catalog.js';
import type { StoredDesignation } from '../../scores/domain/stored-designation.js';
import type { ReportMonth } from '../../values/domain/report-month.js';

/** Selects a report; without a month the newest. */
export type ReportKey = { readonly organizationId: string; readonly month: ReportMonth };
export type WantedReport = { readonly organizationId: string; readonly month: ReportMonth | null };

export type PublishedReport = ReportKey & {
  readonly id: string;
  readonly asOf: Date;
  readonly publishedAt: Date;
  readonly people: number;
  readonly credentials: number;
  readonly certifications: number;
  readonly assessments: number;
  readonly expiringWithin90Days: number;
  readonly leaving: number;
};

export type ReportedCredential = ReportKey & {
  readonly code: string;
  readonly kind: CredentialKind;
  readonly relevantTo: readonly string[];
  readonly people: number;
};

const KEY = `report.organization_id AS "organizationId", to_char(report.month, 'YYYY-MM') AS month`;

const REPORT_COLUMNS = `${KEY}, report.id, report.as_of AS "asOf", report.published_at AS "publishedAt", report.people,
      report.credentials, report.certifications, report.assessments,
      report.expiring_within_90_days AS "expiringWithin90Days", report.leaving`;

const REPORTS: Statement = {
  name: 'skills-reports',
  text: `SELECT wanted.place, ${REPORT_COLUMNS}
    FROM unnest($1::uuid[], $2::date[]) WITH ORDINALITY AS wanted (organization_id, month, place)
    CROSS JOIN LATERAL (
      SELECT * FROM skills_report WHERE organization_id = wanted.organization_id
        AND (wanted.month IS NULL OR month = wanted.month)
      ORDER BY month DESC LIMIT 1) AS report`,
};

const PAGE: Statement = {
  name: 'skills-report-page',
  text: `SELECT ${REPORT_COLUMNS} FROM skills_report report
    WHERE organization_id = $1 AND ($2::date IS NULL OR month < $2) ORDER BY month DESC LIMIT $3`,
};

const LAST_DESIGNATIONS: Statement = {
  name: 'skills-report-last-designations',
  text: `SELECT ${KEY}, report.designations FROM unnest($1::uuid[]) AS wanted (organization_id) CROSS JOIN LATERAL (
      SELECT * FROM skills_report WHERE organization_id = wanted.organization_id ORDER BY month DESC LIMIT $2) AS report
    ORDER BY report.month`,
};

const MONTHS: Statement = {
  name: 'skills-report-months',
  text: `SELECT ${KEY} FROM skills_report report WHERE organization_id = ANY($1::uuid[]) ORDER BY report.month DESC`,
};

const OF_REPORTS =
  'JOIN unnest($1::uuid[], $2::date[]) AS wanted (organization_id, month) USING (organization_id, month)';

const CREDENTIALS: Statement = {
  name: 'skills-report-credentials',
  text: `SELECT ${KEY}, credential_code AS code, kind, relevant_to AS "relevantTo", people
    FROM skills_report_credential report ${OF_REPORTS} ORDER BY people DESC, credential_code`,
};

const DESIGNATIONS: Statement = {
  name: 'skills-report-designations',
  text: `SELECT ${KEY}, designations FROM skills_report report ${OF_REPORTS}`,
};

/** The requested reports in the order of the request; null for missing ones. */
export async function reportsOf(
  reads: RequestReads,
  wanted: readonly WantedReport[],
): Promise<(PublishedReport | null)[]> {
  const rows = await reads.query<PublishedReport & { place: string }>(REPORTS, keyColumns(wanted));
  const byPlace = new Map(rows.map((row) => [Number(row.place), row]));
  return wanted.map((_, index) => byPlace.get(index + 1) ?? null);
}

/** Reports of an organization, newest first: at most `limit`, before a month. */
export async function listReports(
  reads: RequestReads,
  organizationId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<PublishedReport[]> {
  return reads.query<PublishedReport>(PAGE, [organizationId, page.before && `${page.before}-01`, page.limit]);
}

/** The designations of the latest reports of each organization, oldest first. */
export async function lastDesignations(
  reads: RequestReads,
  organizationIds: readonly string[],
  months: number,
): Promise<(ReportKey & { designations: StoredDesignation[] })[]> {
  return reads.query(LAST_DESIGNATIONS, [organizationIds, months]);
}

/** The months with a report, newest first. */
export async function reportMonthsOf(reads: RequestReads, organizationIds: readonly string[]): Promise<ReportKey[]> {
  return reads.query<ReportKey>(MONTHS, [organizationIds]);
}

/** Credentials of the report, most holders first. */
export async function reportedCredentials(
  reads: RequestReads,
  reports: readonly ReportKey[],
): Promise<ReportedCredential[]> {
  return reads.query<ReportedCredential>(CREDENTIALS, keyColumns(reports));
}

/** The designations as published. */
export async function reportedDesignations(
  reads: RequestReads,
  reports: readonly ReportKey[],
): Promise<(ReportKey & { designations: StoredDesignation[] })[]> {
  return reads.query(DESIGNATIONS, keyColumns(reports));
}

function keyColumns(wanted: readonly WantedReport[]): [string[], (string | null)[]] {
  return [
    wanted.map(({ organizationId }) => organizationId),
    wanted.map(({ month }) => (month === null ? null : `${month}-01`)),
  ];
}
