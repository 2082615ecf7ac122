import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../events/store/event.store.js';
import type { StoredExport } from '../store/export.store.js';
import type { ExportLinks } from './export-links.js';

/** Records that a file can be downloaded. The event has no signed link: the log is read later, and by others. */
export async function recordExportReady(manager: EntityManager, file: StoredExport, links: ExportLinks): Promise<void> {
  await recordEvent(manager, {
    type: 'export.ready',
    ...subjectOf(file),
    data: {
      ...contentOf(file),
      ...{ rows: file.rowsWritten ?? 0, bytes: Number(file.bytes), sha256: file.sha256 ?? '' },
      address: links.addressOf(file),
    },
  });
}

/** Records that an export failed for good. */
export async function recordExportFailed(manager: EntityManager, failed: StoredExport): Promise<void> {
  await recordEvent(manager, {
    type: 'export.failed',
    ...subjectOf(failed),
    data: { ...contentOf(failed), error: failed.error ?? '' },
  });
}

function subjectOf({ id, organizationId, finishedAt, requestedAt }: StoredExport) {
  return { organizationId, subject: id, subjectVersion: 1, occurredAt: finishedAt ?? requestedAt };
}

function contentOf({ id, dataset, format, month }: StoredExport) {
  return { exportId: id, dataset, format, month };
}
