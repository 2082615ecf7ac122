import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import type { ContextWith } from '../../dependencies.js';
import type { ExportsServices } from '../application/exports-services.js';
import { exportsById, type StoredExport } from '../store/export.store.js';
import { feedsById, latestExports, listFeeds, type StoredFeed } from '../store/export-feed.store.js';
import { exportPagesByOrganization } from './export-pages.loader.js';

/** The GraphQL context of exports. */
export type ExportsContext = ContextWith<ReturnType<typeof exportsLoaders>> & { readonly exports: ExportsServices };

/** Fresh loaders for one request. */
export function exportsLoaders(reads: RequestReads) {
  return {
    exportById: new DataLoader<string, StoredExport | null>(async (ids) => {
      const found = new Map((await exportsById(reads, ids)).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    exportPages: exportPagesByOrganization(reads),
    feedById: new DataLoader<string, StoredFeed | null>(async (ids) => {
      const found = new Map((await feedsById(reads, ids)).map((one) => [one.id, one]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    feedsOfOrganization: new DataLoader<string, StoredFeed[]>(async (ids) => {
      const found = Map.groupBy(await listFeeds(reads, ids), ({ organizationId }) => organizationId);
      return ids.map((id) => found.get(id) ?? []);
    }),
    latestExportOfFeed: new DataLoader<string, StoredExport | null>(async (ids) => {
      const found = new Map((await latestExports(reads, ids)).map((one) => [one.ofFeed, one]));
      return ids.map((id) => found.get(id) ?? null);
    }),
  };
}
