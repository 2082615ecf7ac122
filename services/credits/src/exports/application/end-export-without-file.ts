import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { endExport } from '../store/export.store.js';

/** Ends an export whose file is gone from the store, so that the next request makes it again. */
export async function endExportWithoutFile(
  { dataSource, clock }: Pick<Dependencies, 'dataSource' | 'clock'>,
  id: string,
): Promise<void> {
  const ended = { at: clock.now(), error: 'The file is gone from the store. Request the export again.' };
  await inTransaction(dataSource, 'every-organization', (manager) => endExport(manager, id, ended));
}
