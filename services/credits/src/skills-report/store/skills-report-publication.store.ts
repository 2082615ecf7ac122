import { enqueue } from '@app/subgraph-kit/worker';
import type { EntityManager } from 'typeorm';
import type { RelevantCredential } from '../../rules/domain/relevance.js';
import type { StoredDesignation } from '../../scores/domain/stored-designation.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type { Snapshot } from './skills-report-snapshot.store.js';

export const TAKE_SKILLS_REPORTS = 'take-skills-reports';

type Due = { readonly month: ReportMonth; readonly refresh: Date };
/** A report that should be there and is not. */
export type MissingReport = Due & { readonly organizationId: string };

/** So many people are looked at one by one; of more, everything is read and matched. */
const MOST_LINKS_ONE_BY_ONE = 500;
/** After so many new lines the planner must look at the month again. */
const MANY_LINES = 5_000;

/** Of the months that are due, those without a report, for organisations that were registered before their refresh. */
export async function missingReports(manager: EntityManager, due: readonly Due[]): Promise<MissingReport[]> {
  return manager.query<MissingReport[]>(
    `SELECT organization.id AS "organizationId", to_char(due.month, 'YYYY-MM') AS month, due.refresh
     FROM unnest($1::date[], $2::timestamptz[]) AS due (month, refresh)
     JOIN organization ON organization.registered_at < due.refresh
     LEFT JOIN skills_report known ON known.organization_id = organization.id AND known.month = due.month
     WHERE known.id IS NULL ORDER BY organization.id, due.month`,
    [due.map(({ month }) => `${month}-01`), due.map(({ refresh }) => refresh)],
  );
}

/** Asks for the taking of reports in a moment. The moment is the queue's: the process's clock may stand at another day. */
export async function askForReports(manager: EntityManager, settleSeconds: number): Promise<void> {
  const [{ runAt } = { runAt: undefined }] = await manager.query<{ runAt: Date }[]>(
    'SELECT now() + make_interval(secs => $1) AS "runAt"',
    [settleSeconds],
  );
  await enqueue(manager, 'credits', {
    task: TAKE_SKILLS_REPORTS,
    payload: {},
    jobKey: TAKE_SKILLS_REPORTS,
    ...(runAt && { runAt }),
  });
}

/** Makes the place for the rows of a month, where it is not there yet. */
export async function prepareMonth(manager: EntityManager, month: ReportMonth): Promise<void> {
  await manager.query('SELECT prepare_skills_reports($1)', [`${month}-01`]);
}

/** Nobody takes reports of these organisations as long as the session of this manager holds them. */
export async function holdReports(manager: EntityManager, organizationIds: readonly string[]): Promise<void> {
  await manager.query('SELECT pg_advisory_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name', [
    organizationIds.map(lockOf),
  ]);
}

/** Ends what the session holds. */
export async function releaseReports(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_unlock_all()');
}

function lockOf(organizationId: string): string {
  return `skills report ${organizationId}`;
}

/** True when the report is missing and this transaction alone takes it: another worker that is at it is left to it. */
export async function beginReport(
  manager: EntityManager,
  { organizationId, month, refresh }: Snapshot,
): Promise<boolean> {
  const [{ locked } = { locked: false }] = await manager.query<{ locked: boolean }[]>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked',
    [lockOf(organizationId)],
  );
  if (!locked) return false;
  const known = await manager.query<unknown[]>('SELECT FROM skills_report WHERE organization_id = $1 AND month = $2', [
    organizationId,
    `${month}-01`,
  ]);
  if (known.length > 0) return false;
  const [{ links } = { links: 0 }] = await manager.query<{ links: number }[]>(
    'SELECT count(*)::integer AS links FROM association WHERE organization_id = $1 AND started_at < $2',
    [organizationId, refresh],
  );
  const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
  for (const [setting, value] of [
    ...limits.map((limit) => [limit, '15min']),
    ['work_mem', '128MB'],
    ['jit', 'off'],
    // The planner cannot know how many people are linked at an instant, and would look at all of them for each.
    ['enable_nestloop', links > MOST_LINKS_ONE_BY_ONE ? 'off' : 'on'],
  ]) {
    await manager.query('SELECT set_config($1, $2, true)', [setting, value]);
  }
  return true;
}

/** Many new lines are made known to the planner before they are read. */
export async function makeLinesKnown(manager: EntityManager, { organizationId, month }: Snapshot): Promise<void> {
  const [{ lines } = { lines: 0 }] = await manager.query<{ lines: number }[]>(
    'SELECT coalesce(max(last_row), 0) AS lines FROM skills_report_person WHERE organization_id = $1 AND month = $2',
    [organizationId, `${month}-01`],
  );
  if (lines > MANY_LINES) await manager.query('SELECT analyze_skills_reports($1)', [`${month}-01`]);
}

/** What the lines add up to: by credential, and by credential and expiry for the totals of filtered lists. */
export async function writeCounts(
  manager: EntityManager,
  { organizationId, month }: Snapshot,
  relevant: readonly RelevantCredential[],
): Promise<void> {
  await manager.query(
    `INSERT INTO skills_report_credential (organization_id, month, credential_code, kind, relevant_to, people)
     SELECT $1, $2, code, kind, "relevantTo", counted.people
     FROM jsonb_to_recordset($3) AS relevant (code text, kind text, "relevantTo" text[])
     JOIN (
       SELECT credential_code AS code, sum(bit_count(people)) AS people FROM skills_report_presence
       WHERE organization_id = $1 AND month = $2 GROUP BY credential_code) AS counted USING (code)`,
    [organizationId, `${month}-01`, JSON.stringify(relevant)],
  );
  await manager.query(
    `INSERT INTO skills_report_count (organization_id, month, credential_code, leaving, expires_on, rows)
     SELECT organization_id, month, credential_code, leaving, expires_on, count(*) FROM skills_report_row
     WHERE organization_id = $1 AND month = $2 GROUP BY 1, 2, 3, 4, 5`,
    [organizationId, `${month}-01`],
  );
}

/** Closes the report: totals from the counts, and the designations. Nothing can be added to it afterwards. */
export async function publishReport(
  manager: EntityManager,
  { organizationId, month, refresh, on }: Snapshot,
  { designations, now }: { designations: readonly StoredDesignation[]; now: Date },
): Promise<void> {
  await manager.query(
    `INSERT INTO skills_report (organization_id, month, as_of, published_at, designations, people, leaving,
       credentials, certifications, assessments, expiring_within_90_days)
     SELECT $1, $2, $3, $4, $5, person.people, person.leaving, line.credentials, line.certifications, line.assessments,
       line.expiring
     FROM (
       SELECT count(*) AS people, count(*) FILTER (WHERE leaving) AS leaving FROM skills_report_person
       WHERE organization_id = $1 AND month = $2) AS person
     CROSS JOIN (
       SELECT coalesce(sum(rows), 0) AS credentials,
         coalesce(sum(rows) FILTER (WHERE kind = 'CERTIFICATION'), 0) AS certifications,
         coalesce(sum(rows) FILTER (WHERE kind = 'ASSESSMENT'), 0) AS assessments,
         coalesce(sum(rows) FILTER (WHERE expires_on <= $6::date + 90), 0) AS expiring
       FROM skills_report_count JOIN skills_report_credential USING (organization_id, month, credential_code)
       WHERE organization_id = $1 AND month = $2) AS line`,
    [organizationId, `${month}-01`, refresh, now, JSON.stringify(designations), on],
  );
}
