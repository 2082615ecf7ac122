import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import {
  deleteExportsOverBefore,
  expireExports,
  exportsWithFilesToRemove,
  recordRemoval,
} from '../store/export-expiry.store.js';
import type { ExportsServices, ExportWork } from './exports-services.js';

const KEPT_AFTERWARDS_MILLISECONDS = 90 * 24 * 60 * 60 * 1000;

/** Expires exports whose time is over and removes the files of all that are over. */
export async function removeExpiredFiles(work: Pick<ExportWork, 'dataSource' | 'clock' | 'files'>): Promise<void> {
  const { dataSource, clock, files } = work;
  const now = clock.now();
  const over = await inTransaction(dataSource, 'every-organization', async (manager) => {
    await expireExports(manager, now);
    return exportsWithFilesToRemove(manager);
  });
  for (const { id } of over) await removeFile({ dataSource, exports: { files } }, id);
  await inTransaction(dataSource, 'every-organization', (manager) =>
    deleteExportsOverBefore(manager, new Date(now.getTime() - KEPT_AFTERWARDS_MILLISECONDS)),
  );
}

/** Removes the file of an export that is over. */
export async function removeFile(
  { dataSource, exports }: Pick<Dependencies, 'dataSource'> & { readonly exports: Pick<ExportsServices, 'files'> },
  id: string,
): Promise<void> {
  await exports.files.remove(id);
  await inTransaction(dataSource, 'every-organization', (manager) => recordRemoval(manager, id));
}
