import {
  bigint,
  columns,
  instant,
  integer,
  json,
  oneOf,
  type RowOf,
  text,
  texts,
  uuid,
} from '@app/subgraph-kit/database/columns';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { CredentialKind } from '../../catalog/domain/catalog.js';
import type { StoredDesignation } from '../../scores/domain/stored-designation.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type { Reads } from '../../values/store/transaction-reads.js';

/** Selects a report; without a month the newest. */
export type ReportKey = { readonly organizationId: string; readonly month: ReportMonth };
export type WantedReport = { readonly organizationId: string; readonly month: ReportMonth | null };

const KEY = columns({
  organizationId: uuid('report.organization_id'),
  month: text<ReportMonth>("to_char(report.month, 'YYYY-MM')"),
});

const REPORT = columns(
  {
    ...KEY.fields,
    id: uuid(),
    asOf: instant(),
    publishedAt: instant(),
    people: integer(),
    credentials: integer(),
    certifications: integer(),
    assessments: integer(),
    expiringWithin90Days: integer('report.expiring_within_90_days'),
    leaving: integer(),
  },
  'report',
);
export type PublishedReport = RowOf<typeof REPORT>;

const CREDENTIAL = columns(
  {
    ...KEY.fields,
    code: text('report.credential_code'),
    kind: oneOf<CredentialKind>(),
    relevantTo: texts(),
    people: integer(),
  },
  'report',
);
export type ReportedCredential = RowOf<typeof CREDENTIAL>;

const DESIGNATIONS_OF = columns({ ...KEY.fields, designations: json<StoredDesignation[]>('report.designations') });

const WANTED = columns({ position: bigint('wanted.position'), ...REPORT.fields });

const REPORTS = {
  name: 'skills-reports',
  isPlannedOnce: true,
  columns: WANTED,
  text: `SELECT ${WANTED}
    FROM unnest($1::uuid[], $2::date[]) WITH ORDINALITY AS wanted (organization_id, month, position)
    CROSS JOIN LATERAL (
      SELECT * FROM skills_report WHERE organization_id = wanted.organization_id
        AND (wanted.month IS NULL OR month = wanted.month)
      ORDER BY month DESC LIMIT 1) AS report`,
};

const PAGE = {
  name: 'skills-report-page',
  columns: REPORT,
  text: `SELECT ${REPORT} FROM skills_report report
    WHERE organization_id = $1 AND ($2::date IS NULL OR month < $2) ORDER BY month DESC LIMIT $3`,
};

const LAST_DESIGNATIONS = {
  name: 'skills-report-last-designations',
  columns: DESIGNATIONS_OF,
  text: `SELECT ${DESIGNATIONS_OF} FROM unnest($1::uuid[]) AS wanted (organization_id) CROSS JOIN LATERAL (
      SELECT * FROM skills_report WHERE organization_id = wanted.organization_id ORDER BY month DESC LIMIT $2) AS report
    ORDER BY report.month`,
};

const MONTHS = {
  name: 'skills-report-months',
  columns: KEY,
  text: `SELECT ${KEY} FROM skills_report report WHERE organization_id = ANY($1::uuid[]) ORDER BY report.month DESC`,
};

const OF_REPORTS =
  'JOIN unnest($1::uuid[], $2::date[]) AS wanted (organization_id, month) USING (organization_id, month)';

const CREDENTIALS = {
  name: 'skills-report-credentials',
  columns: CREDENTIAL,
  text: `SELECT ${CREDENTIAL}
    FROM skills_report_credential report ${OF_REPORTS} ORDER BY people DESC, credential_code`,
};

const DESIGNATIONS = {
  name: 'skills-report-designations',
  columns: DESIGNATIONS_OF,
  text: `SELECT ${DESIGNATIONS_OF} FROM skills_report report ${OF_REPORTS}`,
};

/** The requested reports in the order of the request; null for missing ones. */
export async function reportsOf(reads: Reads, wanted: readonly WantedReport[]): Promise<(PublishedReport | null)[]> {
  const rows = await reads.query(REPORTS, keyColumns(wanted));
  const byPosition = new Map(rows.map((row) => [Number(row.position), row]));
  return wanted.map((_, index) => byPosition.get(index + 1) ?? null);
}

/** Reports of an organization, newest first: at most `limit`, before a month. */
export async function listReports(
  reads: Reads,
  organizationId: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<PublishedReport[]> {
  return reads.query(PAGE, [organizationId, page.before && `${page.before}-01`, page.limit]);
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
  return reads.query(MONTHS, [organizationIds]);
}

/** Credentials of the report, most holders first. */
export async function reportedCredentials(
  reads: RequestReads,
  reports: readonly ReportKey[],
): Promise<ReportedCredential[]> {
  return reads.query(CREDENTIALS, keyColumns(reports));
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
