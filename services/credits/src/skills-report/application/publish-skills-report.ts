import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import { composeAchievementsAsOf } from '../../achievements/domain/achievement-history.js';
import { earnedByExams } from '../../achievements/domain/exams.js';
import { groupHistories } from '../../achievements/domain/profile-history.js';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { isUpToDate } from '../../credits/store/outdated.store.js';
import type { Dependencies } from '../../dependencies.js';
import { deleteUserHistory } from '../../members/store/user-history.store.js';
import { relevantOn } from '../../rules/domain/relevance.js';
import { isInForce } from '../../rules/store/rule-data.store.js';
import { dayOf } from '../../values/domain/day.js';
import { writePresence } from '../store/skills-report-changes.store.js';
import { writeOrders } from '../store/skills-report-order.store.js';
import {
  analyzeRows,
  lockMissingReport,
  type MissingReport,
  prepareMonth,
  publishReport,
  writeCounts,
} from '../store/skills-report-publication.store.js';
import {
  type HeldAtRefresh,
  historiesChangedLater,
  type ReportedHistory,
  writeRows,
} from '../store/skills-report-snapshot.store.js';
import { recordReportEvent } from './record-report-event.js';
import { scoreAt } from './score-at.js';

/**
 * Publishes the report of one organization and month from what was true and published before its refresh, however late
 * it runs; an event at the instant of the refresh belongs to the next report. Returns false when the report exists,
 * another worker is publishing it, or a recalculation for other rule data is running.
 */
export async function publishSkillsReport(dependencies: Dependencies, missing: MissingReport): Promise<boolean> {
  const { organizationId, month } = missing;
  // Creates the partition in its own transaction, so that readers do not wait for a long report.
  await inTransaction(dependencies.dataSource, { organizationId }, (manager) => prepareMonth(manager, month));
  try {
    return await publishOnce(dependencies, missing);
  } catch (error) {
    // Another worker published a report of the organization after this snapshot started. Retry with a new snapshot.
    if (!violatedConstraint(error)?.startsWith('skills_report')) throw error;
    return publishOnce(dependencies, missing);
  }
}

/** One snapshot for everything: events consumed meanwhile appear in no part of the report. */
function publishOnce(
  { dataSource, clock, rules }: Dependencies,
  { organizationId, month, refresh }: MissingReport,
): Promise<boolean> {
  const snapshot = { organizationId, month, refresh, on: dayOf(refresh) };
  const take = async (manager: EntityManager): Promise<boolean> => {
    if (!(await lockMissingReport(manager, snapshot))) return false;
    // A report waits while rule data changes; the job runs again a minute later. Another process may have started
    // meanwhile.
    if (!(await isInForce(manager, rules.catalog.version))) return false;
    if (!(await isUpToDate(manager, organizationId, rules.catalog.version))) return false;
    const relevant = relevantOn(rules, snapshot.on);
    const histories = await historiesChangedLater(
      manager,
      snapshot,
      rules.catalog.exams.map(({ code }) => code),
    );
    await writeRows(manager, snapshot, relevant, { histories, held: heldAt(histories, rules.catalog, refresh) });
    await writeOrders(manager, snapshot);
    await analyzeRows(manager, snapshot);
    await writePresence(manager, snapshot);
    await writeCounts(manager, snapshot, relevant);
    const designations = await scoreAt(manager, rules, snapshot);
    await publishReport(manager, snapshot, { designations, now: clock.now() });
    await recordReportEvent(manager, snapshot);
    await deleteUserHistory(manager, snapshot);
    return true;
  };
  return inTransaction(dataSource, { organizationId }, take, 'REPEATABLE READ');
}

/**
 * What the reports recorded before the refresh meant at that time. Derived credentials are recomputed from the exams of
 * that time.
 */
function heldAt(histories: readonly ReportedHistory[], catalog: Catalog, refresh: Date): HeldAtRefresh[] {
  const known = histories
    .filter(({ derived }) => !derived)
    .map((report) => ({
      ...report,
      revokedAt: report.revokedAt && report.revokedAt < refresh ? report.revokedAt : null,
    }));
  const profiles = Map.groupBy(known, ({ source, profileId }) => `${source} ${profileId}`);
  const earned = [...profiles.values()].flatMap((reports) =>
    earnedByExams(catalog, reports)
      .filter(({ achievedAt }) => achievedAt < refresh)
      .flatMap((one) => reports.slice(0, 1).map(({ source, profileId }) => ({ ...one, source, profileId }))),
  );
  return groupHistories(catalog, [
    ...known,
    ...earned.map((one) => ({ ...one, id: one.by, achievementId: null })),
  ]).flatMap(({ credential, reports, ...key }) => {
    return composeAchievementsAsOf(credential, reports, refresh).map(({ achievedAt, expiresOn }) => ({
      ...key,
      achievedAt,
      expiresOn,
    }));
  });
}
