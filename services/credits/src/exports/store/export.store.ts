import {
  bigint,
  boolean,
  columns,
  instant,
  integer,
  nullable,
  oneOf,
  type RowOf,
  text,
  uuid,
} from '@app/subgraph-kit/database/columns';
import { queryRows } from '@app/subgraph-kit/database/query-rows';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import type { EntityManager } from 'typeorm';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type {
  ExportContent,
  ExportDataset,
  ExportFormat,
  ExportLayout,
  ExportState,
} from '../domain/export-content.js';

export const EXPORT = columns(
  {
    id: uuid(),
    organizationId: uuid(),
    dataset: oneOf<ExportDataset>(),
    format: oneOf<ExportFormat>(),
    layout: oneOf<ExportLayout>(),
    includesPersonalData: boolean(),
    month: nullable(text<ReportMonth>("to_char(export.month, 'YYYY-MM')")),
    dataAsOf: instant(),
    feedId: nullable(uuid()),
    state: oneOf<ExportState>(),
    requestedAt: instant(),
    startedAt: nullable(instant()),
    finishedAt: nullable(instant()),
    availableUntil: nullable(instant()),
    rowsExpected: nullable(integer()),
    rowsWritten: nullable(integer()),
    bytes: nullable(bigint()),
    sha256: nullable(text()),
    error: nullable(text()),
  },
  'export',
);

/** An export with everything that its answer needs. */
export type StoredExport = RowOf<typeof EXPORT>;

/** An export before anything of it is made. */
export type NewExport = ExportContent & {
  readonly organizationId: string;
  readonly month: ReportMonth | null;
  readonly dataAsOf: Date;
  readonly rowsExpected: number | null;
  readonly feedId: string | null;
  readonly requestedAt: Date;
  readonly requestedBy: string;
};

/** Serializes the requests of an organization, so that their limits hold. */
export async function lockRequests(manager: EntityManager, organizationId: string): Promise<void> {
  await manager.query("SELECT pg_advisory_xact_lock(hashtextextended('exports of ' || $1::uuid::text, 0))", [
    organizationId,
  ]);
}

const ID = columns({ id: uuid('export.id') });

/** Queues an export; returns the one that is there where it is being made, or is ready and of a snapshot. */
export async function queueExport(manager: EntityManager, wanted: NewExport): Promise<{ id: string; isNew: boolean }> {
  const key = keyOf(wanted);
  // The file of this one is removed at any moment.
  await manager.query(
    `UPDATE export SET state = 'EXPIRED' WHERE (organization_id, dataset, format, layout, includes_personal_data)
       = ($1, $2, $3, $4, $5) AND month IS NOT DISTINCT FROM $6 AND feed_id IS NOT DISTINCT FROM $7
       AND state = 'READY' AND available_until <= $8`,
    [...key, wanted.requestedAt],
  );
  const [added] = await queryRows(
    manager,
    {
      columns: ID,
      text: `INSERT INTO export (organization_id, dataset, format, layout, includes_personal_data, month, feed_id,
          data_as_of, rows_expected, requested_at, requested_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (organization_id, dataset, format, layout, includes_personal_data, month, feed_id)
          WHERE state IN ('QUEUED', 'RUNNING') OR (state = 'READY' AND month IS NOT NULL) DO NOTHING
        RETURNING ${ID}`,
    },
    [...key, wanted.dataAsOf, wanted.rowsExpected, wanted.requestedAt, wanted.requestedBy],
  );
  if (added) return { id: added.id, isNew: true };
  const present = await findEqualExport(manager, wanted);
  if (present === null) throw new Error('The export that prevented another one is gone.');
  return { id: present, isNew: false };
}

/** The export with this content that is being made, or is ready and of a snapshot; null where there is none. */
export async function findEqualExport(
  manager: EntityManager,
  wanted: Omit<NewExport, 'dataAsOf' | 'rowsExpected' | 'requestedBy'>,
): Promise<string | null> {
  const [present] = await queryRows(
    manager,
    {
      columns: ID,
      text: `SELECT ${ID} FROM export WHERE (organization_id, dataset, format, layout, includes_personal_data)
          = ($1, $2, $3, $4, $5) AND month IS NOT DISTINCT FROM $6 AND feed_id IS NOT DISTINCT FROM $7
          AND (state IN ('QUEUED', 'RUNNING') OR (state = 'READY' AND month IS NOT NULL
            AND (available_until IS NULL OR available_until > $8)))`,
    },
    [...keyOf(wanted), wanted.requestedAt],
  );
  return present?.id ?? null;
}

function keyOf(wanted: Pick<NewExport, keyof ExportContent | 'organizationId' | 'month' | 'feedId'>): unknown[] {
  const { organizationId, dataset, format, layout, includesPersonalData, month, feedId } = wanted;
  return [organizationId, dataset, format, layout, includesPersonalData, month && `${month}-01`, feedId];
}

const COUNTS = columns({
  unfinished: integer("count(*) FILTER (WHERE state IN ('QUEUED', 'RUNNING'))::integer"),
  kept: integer("count(*) FILTER (WHERE state = 'READY' AND feed_id IS NULL)::integer"),
});

/** How many exports of an organization are being made and how many files are kept, without those of feeds. */
export async function countExports(
  manager: EntityManager,
  organizationId: string,
): Promise<{ unfinished: number; kept: number }> {
  const statement = { columns: COUNTS, text: `SELECT ${COUNTS} FROM export WHERE organization_id = $1` };
  const [counts = { unfinished: 0, kept: 0 }] = await queryRows(manager, statement, [organizationId]);
  return counts;
}

const BY_ID = {
  name: 'exports-by-id',
  columns: EXPORT,
  text: `SELECT ${EXPORT} FROM export WHERE id = ANY($1::uuid[])`,
};

/** Exports by id, those within the tenant scope. */
export async function exportsById(reads: RequestReads, ids: readonly string[]): Promise<StoredExport[]> {
  return reads.query(BY_ID, [ids]);
}

/** An export within the tenant scope; null where there is none. `lock` keeps it from changing meanwhile. */
export async function findExport(
  manager: EntityManager,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<StoredExport | null> {
  const text = `SELECT ${EXPORT} FROM export WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`;
  const [found = null] = await queryRows(manager, { columns: EXPORT, text }, [id]);
  return found;
}

/** Which exports of an organization a list has, newest first. */
export type ExportListSelection = {
  readonly states: readonly ExportState[] | null;
  /** Datasets of which the caller may see files with personal data. */
  readonly personalDataOf: readonly ExportDataset[];
};

const CONDITIONS = `export.feed_id IS NULL AND ($2::text[] IS NULL OR export.state = ANY($2))
  AND (NOT export.includes_personal_data OR export.dataset = ANY($3::text[]))`;

const LISTED = columns({ ownerId: uuid('wanted.id'), ...EXPORT.fields });
const LIST = {
  name: 'exports-of-organizations',
  columns: LISTED,
  text: `SELECT wanted.id AS "ownerId", ${EXPORT.of('listed')} FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT ${EXPORT} FROM export WHERE export.organization_id = wanted.id AND ${CONDITIONS}
        AND ($4::timestamptz IS NULL OR (export.requested_at, export.id) < ($4, $5::uuid))
      ORDER BY export.requested_at DESC, export.id DESC LIMIT $6) AS listed`,
};
const TOTAL = columns({ ownerId: uuid('wanted.id'), total: integer('counted.total') });
const COUNT = {
  name: 'count-exports-of-organizations',
  columns: TOTAL,
  text: `SELECT ${TOTAL} FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT count(*)::integer AS total FROM export WHERE export.organization_id = wanted.id AND ${CONDITIONS}) AS counted`,
};

/** A page of each organization's exports, with one more than its limit. */
export async function listExports(
  reads: RequestReads,
  organizationIds: readonly string[],
  { states, personalDataOf }: ExportListSelection,
  page: { readonly limit: number; readonly after: readonly [requestedAt: string, id: string] | null },
): Promise<(StoredExport & { ownerId: string })[]> {
  const [requestedAt = null, id = null] = page.after ?? [];
  return reads.query(LIST, [organizationIds, states, personalDataOf, requestedAt, id, page.limit + 1]);
}

/** The number of exports of each organization. */
export async function countListedExports(
  reads: RequestReads,
  organizationIds: readonly string[],
  { states, personalDataOf }: ExportListSelection,
): Promise<{ ownerId: string; total: number }[]> {
  return reads.query(COUNT, [organizationIds, states, personalDataOf]);
}

/** Ends an export that is not over yet: nothing more is made of it, and its file is removed. */
export async function endExport(manager: EntityManager, id: string, ended: { at: Date; error: string }): Promise<void> {
  await manager.query(
    `UPDATE export SET state = 'EXPIRED', error = $3, finished_at = coalesce(finished_at, $2), leased_until = NULL
     WHERE id = $1 AND state IN ('QUEUED', 'RUNNING', 'READY')`,
    [id, ended.at, ended.error],
  );
}
