import { readdirSync } from 'node:fs';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { resilientPool } from '@app/subgraph-kit/database/pool';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { createLog } from '@app/subgraph-kit/processes/log';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { creditsDataSource } from '../../src/database/data-source.js';
import { exportLinks } from '../../src/exports/application/export-links.js';
import { makeExport } from '../../src/exports/application/make-export.js';
import { localFiles } from '../../src/exports/store/export-files.js';
import { claimExport } from '../../src/exports/store/export-work.store.js';
import { loadRules } from '../../src/rules/store/load-rules.js';
import { type TestCredits, testCredits } from './credits.js';
import { admin, EXPORT, type Requested, requested, type ShownExport } from './exports.js';

type Work = Parameters<typeof makeExport>[0];

/** An organization with one link. No worker runs: exports stay queued until a test makes them. */
export type ExportWorld = {
  readonly credits: TestCredits;
  readonly organizationId: string;
  /** What makes exports. */
  readonly work: Work;
  /** The input of an export of the links, with changes. */
  links(changes?: object): { organizationId: string; dataset: string };
  requested(input: Parameters<typeof requested>[1], caller?: Caller): Promise<ShownExport>;
  /** Sends cancelExport, by default as a GLOBAL_ADMIN of the organization. */
  cancel(exportId: string, caller?: Caller): Promise<Requested['result']>;
  /** Cancels every export, so that the next test begins with an empty queue. */
  cancelAll(): Promise<void>;
  /** Claims the next export and makes it here. */
  makeOne(changes?: Partial<Work>, stopping?: AbortSignal): Promise<string>;
  /** Waits while another process makes exports. */
  whileMaking<T>(until: () => Promise<T>): Promise<T>;
  /** The names in the folder of exports. */
  files(): string[];
  stop(): Promise<void>;
};

const CANCEL = `mutation ($exportId: ID!) { result: cancelExport(input: { exportId: $exportId }) { __typename
  ... on CancelExportSuccess { export { ${EXPORT} } } ... on ExportNotFoundError { message } } }`;

export async function exportWorld(): Promise<ExportWorld> {
  const credits = await testCredits({ workers: false, now: '2026-07-20T00:00:00.000Z' });
  const organizationId = await credits.anOrganization();
  await credits.aLink(await credits.aUser(organizationId));
  const dataSource = await creditsDataSource(credits.database.appUrl).initialize();
  const log = createLog('credits');
  log.level = 'silent';
  const work = {
    dataSource,
    ...{ clock: credits.clock, rules: loadRules(), creditDeadlineDays: 10, reportDay: 10, log },
    files: await localFiles(credits.exportsFolder),
    links: exportLinks({ publicUrl: 'https://skill-link.example', secret: 'a secret of tests that is long enough' }),
    copyPool: resilientPool({ connectionString: credits.database.appUrl, max: 1 }, log),
  };
  const cancel: ExportWorld['cancel'] = async (exportId, caller = admin(organizationId)) =>
    expectNoErrors(await (await credits.as(caller)).execute<Requested>(CANCEL, { exportId })).result;
  return {
    credits,
    organizationId,
    work,
    links: (changes = {}) => ({ organizationId, dataset: 'ASSOCIATIONS', ...changes }),
    requested: (input, caller) => requested(credits, input, caller),
    cancel,
    async cancelAll() {
      const left = await credits.sql<{ id: string; organization_id: string }>(
        "SELECT id, organization_id FROM credits.export WHERE state IN ('QUEUED', 'RUNNING', 'READY') AND feed_id IS NULL",
      );
      for (const { id, organization_id: owner } of left) await cancel(id, admin(owner));
    },
    async makeOne(changes = {}, stopping = new AbortController().signal) {
      const claimed = await inTransaction(dataSource, 'every-organization', (manager) =>
        claimExport(manager, credits.clock.now()),
      );
      if (claimed === null) throw new Error('There is nothing to make.');
      await makeExport({ ...work, ...changes }, claimed, stopping);
      return claimed.id;
    },
    async whileMaking(until) {
      const worker = await credits.another({ workers: true });
      try {
        return await until();
      } finally {
        await worker.stop();
      }
    },
    files: () => readdirSync(credits.exportsFolder).sort(),
    async stop() {
      await work.copyPool.end();
      await dataSource.destroy();
      await credits.stop();
    },
  };
}
