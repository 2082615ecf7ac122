import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { countListedExports, type ExportListSelection, listExports, type StoredExport } from '../store/export.store.js';

type Page = Parameters<typeof listExports>[3];

/** Pages of exports and their totals: one statement reads those of all organizations with the same arguments. */
export function exportPagesByOrganization(reads: RequestReads) {
  const pages = new Map<string, DataLoader<string, StoredExport[]>>();
  const totals = new Map<string, DataLoader<string, number>>();
  return {
    page(organizationId: string, selection: ExportListSelection, page: Page): Promise<StoredExport[]> {
      const load = async (ids: readonly string[]) => {
        const found = Map.groupBy(await listExports(reads, ids, selection, page), ({ ownerId }) => ownerId);
        return ids.map((id) => found.get(id) ?? []);
      };
      return loaderIn(pages, JSON.stringify([selection, page]), load).load(organizationId);
    },
    total(organizationId: string, selection: ExportListSelection): Promise<number> {
      const load = async (ids: readonly string[]) => {
        const found = new Map(
          (await countListedExports(reads, ids, selection)).map(({ ownerId, total }) => [ownerId, total]),
        );
        return ids.map((id) => found.get(id) ?? 0);
      };
      return loaderIn(totals, JSON.stringify(selection), load).load(organizationId);
    },
  };
}

function loaderIn<T>(
  loaders: Map<string, DataLoader<string, T>>,
  key: string,
  load: (ids: readonly string[]) => Promise<T[]>,
): DataLoader<string, T> {
  const loader = loaders.get(key) ?? new DataLoader(load);
  loaders.set(key, loader);
  return loader;
}
