import type { createLog } from '@app/subgraph-kit/processes/log';
import type { Pool } from 'pg';
import type { Dependencies } from '../../dependencies.js';
import type { ExportFiles } from '../store/export-files.js';
import type { ExportLinks } from './export-links.js';
import type { FeedKeys } from './feed-keys.js';

/** What the operations of exports need beside the dependencies of the service. */
export type ExportsServices = {
  readonly files: ExportFiles;
  readonly links: ExportLinks;
  readonly feedKeys: FeedKeys;
};

/** What making exports needs. */
export type ExportWork = Dependencies & {
  readonly files: ExportFiles;
  readonly links: ExportLinks;
  /** Connections without pipelining, on which COPY runs. */
  readonly copyPool: Pool;
  readonly log: ReturnType<typeof createLog>;
};
