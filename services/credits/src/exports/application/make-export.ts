import { isDatabaseUnavailable } from '@app/subgraph-kit/database/database-faults';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { describeError } from '@app/subgraph-kit/graphql/error-masking';
import { updateCatalog } from '../../rules/application/put-in-force.js';
import { rowsFault } from '../domain/export-limits.js';
import { copyOut } from '../store/copy-out.js';
import { copyStatement } from '../store/copy-statement.js';
import { columnsOf } from '../store/datasets/dataset.js';
import { datasetOf } from '../store/datasets/datasets.js';
import {
  type ClaimedExport,
  failExport,
  finishExport,
  recordLeftFile,
  releaseExport,
  renewLease,
} from '../store/export-work.store.js';
import { encodeFile } from './encoding/encode-file.js';
import { EncodingFault } from './encoding/encoder.js';
import type { ExportWork } from './exports-services.js';
import { recordExportFailed, recordExportReady } from './record-export-event.js';

/** Files of requested exports are kept so long; those of feeds until newer ones replace them. */
const KEPT_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;
const HEARTBEAT_MILLISECONDS = 2_000;
/** After so many attempts that ended without a result an export is given up. */
const MOST_ATTEMPTS = 5;

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const NO_SPACE =
  'There is no space for the file. Ask the operator of this system for more space for exports, then request it again.';
const GIVEN_UP = 'The file could not be made. Request it again; if that fails too, report the id of this export.';

/** The export was canceled, or another worker has taken it over. */
class LostExport extends Error {}

/**
 * Makes the file of a claimed export and publishes it. A killed process leaves a part file and a lease that runs out:
 * the export is then made again from the start. Never rejects.
 */
export async function makeExport(work: ExportWork, claimed: ClaimedExport, stopping: AbortSignal): Promise<void> {
  const { files, log } = work;
  const progress: Progress = { rows: 0, rowsExpected: null };
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    keepLease(work, claimed, progress).catch((error: unknown) => lost.abort(error));
  }, HEARTBEAT_MILLISECONDS);
  try {
    if (claimed.attempt > MOST_ATTEMPTS) throw new EncodingFault(GIVEN_UP);
    const file = await writeFile(work, claimed, { progress, signal: AbortSignal.any([stopping, lost.signal]) });
    await keepLease(work, claimed, { ...progress, rows: file.rows });
    await files.publish(claimed);
    await finish(work, claimed, file);
  } catch (error) {
    const reason: unknown = lost.signal.aborted ? lost.signal.reason : error;
    await settle(work, claimed, { error: reason, isStopping: stopping.aborted }).catch((unsettled: unknown) =>
      log.warn({ exportId: claimed.id, err: describeError(unsettled) }, 'the lease of an export has to run out'),
    );
  } finally {
    clearInterval(heartbeat);
    await files.removePart(claimed).catch(() => undefined);
  }
}

type Progress = { rows: number; rowsExpected: number | null };
type Made = { readonly rows: number; readonly bytes: number; readonly sha256: string };

async function writeFile(
  work: ExportWork,
  claimed: ClaimedExport,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<Made> {
  const { dataSource, clock, rules, files, copyPool } = work;
  const { organizationId, month, format, includesPersonalData, dataAsOf } = claimed;
  // The state of a credit depends on what a requirement names today.
  await inTransaction(dataSource, 'no-organization', (manager) => updateCatalog(manager, rules, clock.now()));
  const dataset = datasetOf(claimed);
  const selection = { organizationId, month, withPersonalData: includesPersonalData, asOf: dataAsOf };
  const source = {
    organizationId,
    statement: copyStatement(dataset, format, selection),
    size: dataset.size(selection),
  };
  const columns = columnsOf(dataset, includesPersonalData).map(({ name, type, nullable }) => ({
    name,
    type,
    nullable,
  }));
  const { result, rows } = await copyOut(copyPool, source, (output, expected) => {
    const fault = rowsFault(claimed, expected);
    if (fault !== null) throw new EncodingFault(fault);
    progress.rowsExpected = expected;
    const onRows = (written: number) => {
      progress.rows = written;
    };
    return encodeFile(output, { format, columns, path: files.partPath(claimed) }, { signal, onRows });
  });
  return { ...result, rows };
}

async function keepLease({ dataSource }: ExportWork, claimed: ClaimedExport, progress: Progress): Promise<void> {
  const isOurs = await inTransaction(dataSource, 'every-organization', (manager) =>
    renewLease(manager, claimed, progress),
  );
  if (!isOurs) throw new LostExport();
}

async function finish({ dataSource, clock, links }: ExportWork, claimed: ClaimedExport, file: Made): Promise<void> {
  const finishedAt = clock.now();
  const availableUntil = claimed.feedId === null ? new Date(finishedAt.getTime() + KEPT_MILLISECONDS) : null;
  const isOurs = await inTransaction(dataSource, 'every-organization', async (manager) => {
    const finished = await finishExport(manager, claimed, { ...file, finishedAt, availableUntil });
    if (finished) await recordExportReady(manager, finished, links);
    return finished !== null;
  });
  if (!isOurs) throw new LostExport();
}

async function settle(
  { dataSource, clock, log }: ExportWork,
  claimed: ClaimedExport,
  { error, isStopping }: { readonly error: unknown; readonly isStopping: boolean },
): Promise<void> {
  if (error instanceof LostExport)
    return inTransaction(dataSource, 'every-organization', (manager) => recordLeftFile(manager, claimed.id));
  if (isStopping) return inTransaction(dataSource, 'every-organization', (manager) => releaseExport(manager, claimed));
  const message = messageFor(error);
  log.error({ exportId: claimed.id, err: describeError(error) }, message ?? 'an export is made again');
  // Without a message the lease runs out, and another attempt follows.
  if (message === null) return;
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const failed = await failExport(manager, claimed, { error: message, at: clock.now() });
    if (failed) await recordExportFailed(manager, failed);
  });
}

/** Why the export failed for good, for the user; null when another attempt may succeed. */
function messageFor(error: unknown): string | null {
  if (error instanceof EncodingFault) return error.message;
  const { code } = error as { code?: string };
  if (code !== undefined && DISK_FULL.has(code)) return NO_SPACE;
  return isDatabaseUnavailable(error) ? null : GIVEN_UP;
}
