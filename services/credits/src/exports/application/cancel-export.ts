import type { Caller } from '@app/subgraph-kit/callers/caller';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies } from '../../dependencies.js';
import { endExport, findExport } from '../store/export.store.js';
import { mayExport } from './export-access.js';
import type { ExportsServices } from './exports-services.js';
import { removeFile } from './remove-files.js';

export type CancelExportOutcome =
  | { readonly kind: 'canceled'; readonly exportId: string }
  | { readonly kind: 'not-found' };

/** Ends an export: one that is not ready is not made, and a file is removed. Of one that is over nothing changes. */
export async function cancelExport(
  dependencies: Dependencies & { readonly exports: ExportsServices },
  { caller, exportId }: { readonly caller: Caller; readonly exportId: string },
): Promise<CancelExportOutcome> {
  const { dataSource, clock } = dependencies;
  if (!isUuid(exportId)) return { kind: 'not-found' };
  const outcome = await inTransaction(dataSource, tenantScopeOf(caller), async (manager) => {
    const found = await findExport(manager, exportId, { lock: true });
    if (found === null || found.feedId !== null || !mayExport(caller, found)) return { kind: 'not-found' as const };
    await endExport(manager, found.id, { at: clock.now(), error: 'The export was canceled.' });
    return { kind: 'canceled' as const, exportId: found.id };
  });
  // A file that is left over is removed by the job.
  if (outcome.kind === 'canceled') await removeFile(dependencies, outcome.exportId).catch(() => undefined);
  return outcome;
}
