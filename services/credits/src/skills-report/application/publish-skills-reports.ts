import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { ruleSetOn } from '../../rules/domain/rule-set.js';
import { isInForce } from '../../rules/store/rule-data.store.js';
import { dayOf, firstInstantOf } from '../../values/domain/day.js';
import { monthsRefreshed, refreshOf } from '../../values/domain/report-month.js';
import { enqueueReports, type MissingReport, missingReports } from '../store/skills-report-publication.store.js';
import { publishSkillsReport } from './publish-skills-report.js';

/** Seconds after which a delivery between services has been retried at least once. */
export const SETTLE_SECONDS = 20;

/** What became of the missing reports. Those that wait are published by others, or after a recalculation. */
export type Publication = {
  readonly published: readonly MissingReport[];
  readonly waiting: readonly MissingReport[];
  /** The first failure of each organization, by its id; its later reports were not tried. */
  readonly failures: ReadonlyMap<string, Error>;
};

/**
 * Enqueues the missing reports, whether their refresh has come or the service was down. Events published before the
 * refresh may still be in delivery, so publication waits a moment.
 */
export async function enqueueMissingReports(dependencies: Dependencies, settleSeconds: number): Promise<void> {
  const { dataSource } = dependencies;
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const missing = await missingReports(manager, dueReports(dependencies, dependencies.clock.now()));
    if (missing.length > 0) await enqueueReports(manager, settleSeconds);
  });
}

/** The reports of refreshes up to an instant that are not published, in the order of the months for each organization. */
export function findDueReports(dependencies: Dependencies, until: Date): Promise<MissingReport[]> {
  return inTransaction(dependencies.dataSource, 'every-organization', (manager) =>
    missingReports(manager, dueReports(dependencies, until)),
  );
}

/** Publishes every missing report. A failure delays no other organization; it rejects at the end. */
export async function publishMissingReports(dependencies: Dependencies): Promise<void> {
  const { failures } = await publishReportsUntil(dependencies, dependencies.clock.now());
  if (failures.size > 0) throw new AggregateError(failures.values(), messageOf(failures));
}

/** Publishes the missing reports of refreshes up to an instant, in the order of the months for each organization. */
export async function publishReportsUntil(dependencies: Dependencies, until: Date): Promise<Publication> {
  const { dataSource } = dependencies;
  const missing = await findDueReports(dependencies, until);
  // A report follows the rule data in force; a process with other rule data leaves it to the others.
  const inForce = await inTransaction(dataSource, 'every-organization', (manager) =>
    isInForce(manager, dependencies.rules.catalog.version),
  );
  const [published, waiting]: [MissingReport[], MissingReport[]] = [[], []];
  const failures = new Map<string, Error>();
  for (const report of missing) {
    if (failures.has(report.organizationId)) continue;
    try {
      const done = inForce && (await publishSkillsReport(dependencies, report));
      (done ? published : waiting).push(report);
    } catch (error) {
      failures.set(report.organizationId, error as Error);
    }
  }
  return { published, waiting, failures };
}

function dueReports({ rules, reportDay }: Dependencies, until: Date): Omit<MissingReport, 'organizationId'>[] {
  const first = rules.ruleSets.at(-1);
  if (!first) return [];
  const after = new Date(firstInstantOf(first.effectiveFrom).getTime() - 1);
  return monthsRefreshed(reportDay, { after, until })
    .map((month) => ({ month, refresh: refreshOf(month, reportDay) }))
    .filter(({ refresh }) => ruleSetOn(rules.ruleSets, dayOf(refresh)) !== undefined);
}

function messageOf(failures: ReadonlyMap<string, Error>): string {
  const [[organizationId, { message }] = ['', new Error()]] = failures;
  return `The Skills Reports of ${failures.size} organizations failed, of ${organizationId} because of: ${message}`;
}
