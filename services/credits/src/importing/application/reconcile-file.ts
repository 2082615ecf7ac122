import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { ValidatedItem } from '../../achievements/domain/reported-item.js';
import { findRecordedHistories } from '../../achievements/store/recorded-history.store.js';
import { findRecordedItems } from '../../achievements/store/report.store.js';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Dependencies } from '../../dependencies.js';
import { dayOf } from '../../values/domain/day.js';
import { allowLongStatements } from '../../values/store/long-statements.js';
import type { ReadingContext } from '../domain/layout.js';
import { Reconciliation, type RecordedFacts, type RowComparison } from '../domain/reconciliation.js';
import { RecordedCompletions } from '../domain/recorded-completions.js';
import { underSurvivingProfiles } from '../store/achievement-batch.store.js';
import { listCompletions } from '../store/completion-list.store.js';
import { fileChunks, type ReadInput, readAhead, type SentLine, validateLines } from './file-chunks.js';
import { assertOtherFile, openFile, type Reading } from './reading/import-file.js';
import { RowFile } from './reading/row-file.js';

export type ReconcileFile = {
  readonly path: string;
  readonly reading: Reading;
  readonly source: LearningSource;
  /** The file for all rows with their outcome. */
  readonly reportPath?: string | undefined;
  readonly readInput: ReadInput;
  /** Stops after the current chunk. */
  readonly stop?: AbortSignal;
};

/** The rows of the file by outcome, and the recorded completions of its profiles that it does not contain. */
export type ReconciliationTotals = Record<RowComparison['outcome'] | 'ABSENT', number>;

export type ReconcileOutcome = {
  readonly kind: 'compared' | 'stopped';
  /** The layout of the file, and the order of its dates. */
  readonly readAs: string;
  readonly totals: ReconciliationTotals;
};

const CHUNK_ROWS = 5_000;
const PROFILES_AT_ONCE = 1_000;

/**
 * Compares a file with what is recorded and writes nothing: every transaction is read-only. Rows by outcome add up to
 * the rows of the file.
 */
export async function reconcileFile(dependencies: Dependencies, command: ReconcileFile): Promise<ReconcileOutcome> {
  const { clock, rules } = dependencies;
  const { path, reading, source, reportPath, readInput, stop } = command;
  const context = { source, catalog: rules.catalog, now: clock.now() };
  const file = await openFile(path, reading, context);
  if (reportPath !== undefined) await assertOtherFile(path, reportPath, 'report');
  const report = await RowFile.create(reportPath);
  const totals: ReconciliationTotals = { NEW: 0, RECORDED: 0, REPEATED: 0, DIFFERS: 0, REJECTED: 0, ABSENT: 0 };
  const { readAs } = file;
  const reconciliation = new Reconciliation(file.identity);
  try {
    for await (const chunk of readAhead(fileChunks(file, file.begin, { size: { lines: CHUNK_ROWS }, readInput }))) {
      if (stop?.aborted) return { kind: 'stopped', readAs, totals };
      const items = validateLines(chunk.lines, context);
      // Compared after the transaction, which may be repeated: each row is remembered once.
      const { sent, facts } = await readOnly(dependencies, (manager) => findFacts(manager, context, items));
      const compared = sent.map((item, index) => reportedRow(chunk.lines[index], reconciliation.compare(item, facts)));
      for (const { outcome } of compared) totals[outcome] += 1;
      await report.write(compared);
    }
    const profileIds = [...reconciliation.profileIds];
    for (let begin = 0; begin < profileIds.length; begin += PROFILES_AT_ONCE) {
      if (stop?.aborted) return { kind: 'stopped', readAs, totals };
      const some = profileIds.slice(begin, begin + PROFILES_AT_ONCE);
      const absent = await readOnly(dependencies, (manager) => findAbsent(manager, source, some, reconciliation));
      totals.ABSENT += absent.length;
      await report.write(absent);
    }
    return { kind: 'compared', readAs, totals };
  } finally {
    await report.close();
  }
}

async function readOnly<T>({ dataSource }: Dependencies, read: (manager: EntityManager) => Promise<T>): Promise<T> {
  const work = async (manager: EntityManager) => {
    await manager.query('SET TRANSACTION READ ONLY');
    await allowLongStatements(manager);
    return read(manager);
  };
  return inTransaction(dataSource, 'every-organization', work, 'REPEATABLE READ');
}

/** A row of the report: where it is in the file, its outcome, and what it states; nothing where it cannot be read. */
type ReportedRow = RowComparison & {
  readonly line: number;
  readonly externalId: string | null;
  readonly profileId?: string;
  readonly credentialCode?: string | null;
  readonly achievedAt?: string;
  readonly expiresOn?: string | null;
};

/** What is recorded about the items, under the surviving ids of their profiles. */
async function findFacts(
  manager: EntityManager,
  { source, catalog }: Pick<ReadingContext, 'source' | 'catalog'>,
  items: readonly ValidatedItem[],
): Promise<{ sent: ValidatedItem[]; facts: RecordedFacts }> {
  const sent = await underSurvivingProfiles(manager, source, items);
  const readable = sent.flatMap((item) => (item.kind === 'rejected' ? [] : [item]));
  const achievements = readable.flatMap((item) => (item.kind === 'achievement' ? [item] : []));
  const externalIds = readable.map(({ externalId }) => externalId);
  const byId = await findRecordedItems(manager, source, externalIds);
  const histories = await findRecordedHistories(manager, source, achievements);
  const byExternalId = Map.groupBy(byId, ({ externalId }) => externalId);
  return { sent, facts: { byExternalId, completions: new RecordedCompletions(catalog, histories) } };
}

function reportedRow(line: SentLine | undefined, comparison: RowComparison): ReportedRow {
  const { externalId = null } = line ?? {};
  const item = line && 'item' in line ? line.item : undefined;
  const stated = item && {
    profileId: item.profileId,
    credentialCode: item.credentialCode ?? item.training?.uid ?? null,
    achievedAt: item.achievedAt.toISOString(),
    expiresOn: item.expiresOn ?? null,
  };
  return { line: line?.line ?? 0, ...comparison, externalId, ...stated };
}

async function findAbsent(
  manager: EntityManager,
  source: LearningSource,
  profileIds: readonly string[],
  reconciliation: Reconciliation,
): Promise<object[]> {
  const listed = await listCompletions(manager, source, profileIds);
  return listed
    .filter(
      ({ profileId, credentialCode, achievedAt }) =>
        !reconciliation.has({ profileId, credentialCode, day: dayOf(achievedAt) }),
    )
    .map((completion) => ({ outcome: 'ABSENT', ...completion, achievedAt: completion.achievedAt.toISOString() }));
}
