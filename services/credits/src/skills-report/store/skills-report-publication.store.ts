import { boolean, columns, instant, integer, type RowOf, text, uuid } from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import { enqueue } from '@app/subgraph-kit/processes/worker';
import type { EntityManager } from 'typeorm';
import type { RelevantCredential } from '../../rules/domain/relevance.js';
import type { StoredDesignation } from '../../scores/domain/stored-designation.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type { Snapshot } from './skills-report-snapshot.store.js';

export const PUBLISH_SKILLS_REPORTS = 'publish-skills-reports';

type Due = { readonly month: ReportMonth; readonly refresh: Date };
const MISSING = columns({
  organizationId: uuid('organization.id'),
  month: text<ReportMonth>("to_char(due.month, 'YYYY-MM')"),
  refresh: instant('due.refresh'),
});

/** A report that is due and missing. */
export type MissingReport = RowOf<typeof MISSING>;

/** Number of people up to which they are processed one by one; for more, everything is read and joined. */
const MAX_LINKS_ONE_BY_ONE = 500;
/** Number of new rows after which the planner needs new statistics. */
const MANY_ROWS = 5_000;

/** The due months without a report, for organizations that registered before the refresh. */
export async function missingReports(manager: EntityManager, due: readonly Due[]): Promise<MissingReport[]> {
  return queryRows(
    manager,
    {
      columns: MISSING,
      text: `SELECT ${MISSING}
        FROM unnest($1::date[], $2::timestamptz[]) AS due (month, refresh)
        JOIN organization ON organization.registered_at < due.refresh
        LEFT JOIN skills_report known ON known.organization_id = organization.id AND known.month = due.month
        WHERE known.id IS NULL ORDER BY organization.id, due.month`,
    },
    [due.map(({ month }) => `${month}-01`), due.map(({ refresh }) => refresh)],
  );
}

const RUN_AT = columns({ runAt: instant('now() + make_interval(secs => $1)') });

/**
 * Enqueues the publication of reports with a delay. The queue's clock decides, because the clock of the process may be
 * set to another day.
 */
export async function enqueueReports(manager: EntityManager, settleSeconds: number): Promise<void> {
  const [at] = await queryRows(manager, { columns: RUN_AT, text: `SELECT ${RUN_AT}` }, [settleSeconds]);
  await enqueue(manager, 'credits', {
    task: PUBLISH_SKILLS_REPORTS,
    payload: {},
    jobKey: PUBLISH_SKILLS_REPORTS,
    ...(at && { runAt: at.runAt }),
  });
}

/** Creates the partition of a month if it is missing. */
export async function prepareMonth(manager: EntityManager, month: ReportMonth): Promise<void> {
  await manager.query('SELECT prepare_skills_reports($1)', [`${month}-01`]);
}

/** Locks the publication of reports of these organizations for the session of this manager. */
export async function lockReports(manager: EntityManager, organizationIds: readonly string[]): Promise<void> {
  await manager.query('SELECT pg_advisory_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name', [
    organizationIds.map(lockOf),
  ]);
}

/** Releases the locks of the session. */
export async function unlockReports(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_unlock_all()');
}

function lockOf(organizationId: string): string {
  return `skills report ${organizationId}`;
}

const LOCKED = columns({ locked: boolean('pg_try_advisory_xact_lock(hashtextextended($1, 0))') });
const LINKS = columns({ links: integer('count(*)::integer') });

/** True when the report is missing and this transaction holds its lock; false while another worker publishes it. */
export async function lockMissingReport(
  manager: EntityManager,
  { organizationId, month, refresh }: Snapshot,
): Promise<boolean> {
  const [lock] = await queryRows(manager, { columns: LOCKED, text: `SELECT ${LOCKED}` }, [lockOf(organizationId)]);
  if (!lock?.locked) return false;
  const known = await manager.query<unknown[]>('SELECT FROM skills_report WHERE organization_id = $1 AND month = $2', [
    organizationId,
    `${month}-01`,
  ]);
  if (known.length > 0) return false;
  const [{ links } = { links: 0 }] = await queryRows(
    manager,
    { columns: LINKS, text: `SELECT ${LINKS} FROM association WHERE organization_id = $1 AND started_at < $2` },
    [organizationId, refresh],
  );
  const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
  for (const [setting, value] of [
    ...limits.map((limit) => [limit, '15min']),
    ['work_mem', '128MB'],
    ['jit', 'off'],
    // The planner cannot estimate how many people are linked at an instant, and would scan all of them for each.
    ['enable_nestloop', links > MAX_LINKS_ONE_BY_ONE ? 'off' : 'on'],
  ]) {
    await manager.query('SELECT set_config($1, $2, true)', [setting, value]);
  }
  return true;
}

const ROWS = columns({ rows: integer('coalesce(max(last_row), 0)') });

/** Updates the statistics before many new rows are read. */
export async function analyzeRows(manager: EntityManager, { organizationId, month }: Snapshot): Promise<void> {
  const [{ rows } = { rows: 0 }] = await queryRows(
    manager,
    { columns: ROWS, text: `SELECT ${ROWS} FROM skills_report_person WHERE organization_id = $1 AND month = $2` },
    [organizationId, `${month}-01`],
  );
  if (rows > MANY_ROWS) await manager.query('SELECT analyze_skills_reports($1)', [`${month}-01`]);
}

/** The totals of the rows: by credential, and by credential and expiry for filtered lists. */
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

/** Publishes the report with totals and designations. Nothing can be added to it afterwards. */
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
