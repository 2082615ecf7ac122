import {
  boolean,
  bytes,
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
import type { ExportContent, ExportDataset, ExportFormat, ExportLayout } from '../domain/export-content.js';
import { EXPORT, type StoredExport } from './export.store.js';

const FEED = columns(
  {
    id: uuid(),
    organizationId: uuid(),
    label: text(),
    dataset: oneOf<ExportDataset>(),
    format: oneOf<ExportFormat>(),
    layout: oneOf<ExportLayout>(),
    includesPersonalData: boolean(),
    createdAt: instant(),
    lastReadAt: nullable(instant()),
    expiresAt: nullable(instant()),
  },
  'export_feed',
);
const WITH_KEYS = columns(
  { ...FEED.fields, keyHash: bytes(), previousKeyHash: nullable(bytes()), previousKeyUntil: nullable(instant()) },
  'export_feed',
);

/** A feed with everything that its answer needs. */
export type StoredFeed = RowOf<typeof FEED>;
export type FeedWithKeys = RowOf<typeof WITH_KEYS>;

export type NewFeed = ExportContent & {
  readonly organizationId: string;
  readonly label: string;
  readonly keyHash: Buffer;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
};

const COUNTED = columns({ feeds: integer('count(*)::integer') });

/** The number of feeds of an organization. */
export async function countFeeds(manager: EntityManager, organizationId: string): Promise<number> {
  const statement = { columns: COUNTED, text: `SELECT ${COUNTED} FROM export_feed WHERE organization_id = $1` };
  const [row] = await queryRows(manager, statement, [organizationId]);
  return row?.feeds ?? 0;
}

/** Adds a feed. */
export async function insertFeed(manager: EntityManager, feed: NewFeed): Promise<StoredFeed> {
  const [added] = await queryRows(
    manager,
    {
      columns: FEED,
      text: `INSERT INTO export_feed (organization_id, label, dataset, format, layout, includes_personal_data, key_hash,
          created_at, created_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${FEED}`,
    },
    [
      ...[feed.organizationId, feed.label, feed.dataset, feed.format, feed.layout, feed.includesPersonalData],
      ...[feed.keyHash, feed.createdAt, feed.createdBy, feed.expiresAt],
    ],
  );
  return added as StoredFeed;
}

/** A feed within the tenant scope with its hashed keys; null where there is none. */
export async function findFeed(
  manager: EntityManager,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<FeedWithKeys | null> {
  const text = `SELECT ${WITH_KEYS} FROM export_feed WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`;
  const [found = null] = await queryRows(manager, { columns: WITH_KEYS, text }, [id]);
  return found;
}

/** Replaces the key; the one before stays valid until an instant. */
export async function replaceKey(
  manager: EntityManager,
  id: string,
  { keyHash, previousUntil }: { readonly keyHash: Buffer; readonly previousUntil: Date },
): Promise<void> {
  await manager.query(
    `UPDATE export_feed SET previous_key_hash = key_hash, previous_key_until = $3, key_hash = $2 WHERE id = $1`,
    [id, keyHash, previousUntil],
  );
}

/** Records that a feed was read, at most once a minute. */
export async function recordRead(manager: EntityManager, id: string, now: Date): Promise<void> {
  await manager.query(
    `UPDATE export_feed SET last_read_at = $2
     WHERE id = $1 AND (last_read_at IS NULL OR last_read_at < $2::timestamptz - interval '1 minute')`,
    [id, now],
  );
}

/** Deletes a feed; its files are removed. */
export async function deleteFeed(manager: EntityManager, id: string, at: Date): Promise<void> {
  await manager.query(
    `UPDATE export SET state = 'EXPIRED', error = coalesce(error, 'The feed was deleted.'), leased_until = NULL,
       finished_at = coalesce(finished_at, $2), feed_id = NULL
     WHERE feed_id = $1 AND state IN ('QUEUED', 'RUNNING', 'READY')`,
    [id, at],
  );
  await manager.query('UPDATE export SET feed_id = NULL WHERE feed_id = $1', [id]);
  await manager.query('DELETE FROM export_feed WHERE id = $1', [id]);
}

const OF_ORGANIZATIONS = {
  name: 'export-feeds-of-organizations',
  columns: FEED,
  text: `SELECT ${FEED} FROM export_feed WHERE organization_id = ANY($1::uuid[]) ORDER BY created_at, id`,
};

const BY_ID = {
  name: 'export-feeds-by-id',
  columns: FEED,
  text: `SELECT ${FEED} FROM export_feed WHERE id = ANY($1::uuid[])`,
};

/** Feeds by id, those within the tenant scope. */
export async function feedsById(reads: RequestReads, ids: readonly string[]): Promise<StoredFeed[]> {
  return reads.query(BY_ID, [ids]);
}

/** The feeds of organizations, oldest first. */
export async function listFeeds(reads: RequestReads, organizationIds: readonly string[]): Promise<StoredFeed[]> {
  return reads.query(OF_ORGANIZATIONS, [organizationIds]);
}

const NEWEST = `
  CROSS JOIN LATERAL (SELECT * FROM export WHERE export.feed_id = wanted.id AND export.state = 'READY'
    ORDER BY export.requested_at DESC, export.id DESC LIMIT 1) AS export`;
const LATEST = columns({ ofFeed: uuid('wanted.id'), ...EXPORT.fields });
const LATEST_OF_FEEDS = {
  name: 'latest-exports-of-feeds',
  columns: LATEST,
  text: `SELECT ${LATEST} FROM unnest($1::uuid[]) AS wanted (id) ${NEWEST}`,
};

/** The newest file of each feed that has one. */
export async function latestExports(
  reads: RequestReads,
  feedIds: readonly string[],
): Promise<(StoredExport & { ofFeed: string })[]> {
  return reads.query(LATEST_OF_FEEDS, [feedIds]);
}

/** The newest file of a feed; null while the first one is being made. */
export async function latestExport(manager: EntityManager, feedId: string): Promise<StoredExport | null> {
  const [latest = null] = await queryRows(manager, LATEST_OF_FEEDS, [[feedId]]);
  return latest;
}

const DUE = columns({
  feedId: uuid('export_feed.id'),
  organizationId: uuid('export_feed.organization_id'),
  dataset: oneOf<ExportDataset>('export_feed.dataset'),
  format: oneOf<ExportFormat>('export_feed.format'),
  layout: oneOf<ExportLayout>('export_feed.layout'),
  includesPersonalData: boolean('export_feed.includes_personal_data'),
  month: nullable(text<ReportMonth>("to_char(report.month, 'YYYY-MM')")),
  reportAsOf: nullable(instant('report.as_of')),
  rows: nullable(integer('report.credentials')),
});

/** A feed that lacks the file of the newest snapshot. */
export type DueFeed = RowOf<typeof DUE>;

/**
 * Feeds without a file of the newest snapshot: of the newest Skills Report; of other data since the publication of a
 * report and since the beginning of the day. A failed one waits an hour.
 */
export async function dueFeeds(
  manager: EntityManager,
  { now, dayBegan }: { readonly now: Date; readonly dayBegan: Date },
): Promise<DueFeed[]> {
  const statement = {
    columns: DUE,
    text: `SELECT ${DUE} FROM export_feed
      LEFT JOIN LATERAL (SELECT * FROM skills_report WHERE skills_report.organization_id = export_feed.organization_id
        ORDER BY skills_report.month DESC LIMIT 1) AS newest ON true
      LEFT JOIN LATERAL (SELECT newest.* WHERE export_feed.dataset = 'SKILLS_REPORT') AS report ON true
      WHERE (export_feed.expires_at IS NULL OR export_feed.expires_at > $1)
        AND (export_feed.dataset <> 'SKILLS_REPORT' OR report.month IS NOT NULL)
        AND NOT EXISTS (
          SELECT FROM export WHERE export.feed_id = export_feed.id AND (
            export.state IN ('QUEUED', 'RUNNING')
            OR (export.state = 'FAILED' AND export.finished_at > $1::timestamptz - interval '1 hour')
            OR (export.state = 'READY' AND CASE WHEN export_feed.dataset = 'SKILLS_REPORT'
              THEN export.month = report.month
              ELSE export.data_as_of >= greatest($2, newest.published_at) END)))`,
  };
  return queryRows(manager, statement, [now, dayBegan]);
}
