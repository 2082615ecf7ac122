import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { Dependencies } from '../../dependencies.js';
import { ruleSetOn } from '../../rules/domain/rule-set.js';
import { isInForce } from '../../rules/store/rule-data.store.js';
import { dayOf, firstInstantOf } from '../../values/domain/day.js';
import { monthsRefreshed, refreshOf } from '../../values/domain/report-month.js';
import { enqueueReports, type MissingReport, missingReports } from '../store/skills-report-publication.store.js';
import { publishSkillsReport } from './publish-skills-report.js';

/**
 * Enqueues the missing reports, whether their refresh has come or the service was down. Events published before the
 * refresh may still be in delivery, so publication waits a moment.
 */
export async function enqueueMissingReports(dependencies: Dependencies, settleSeconds: number): Promise<void> {
  const { dataSource } = dependencies;
  await inTransaction(dataSource, 'every-organization', async (manager) => {
    const missing = await missingReports(manager, dueReports(dependencies));
    if (missing.length > 0) await enqueueReports(manager, settleSeconds);
  });
}

/**
 * Publishes every missing report, in the order of the months for each organization. A failure delays no other
 * organization.
 */
export async function publishMissingReports(dependencies: Dependencies): Promise<void> {
  const { dataSource } = dependencies;
  const missing = await inTransaction(dataSource, 'every-organization', async (manager) =>
    // A report follows the rule data in force; a process with other rule data leaves it to the others.
    (await isInForce(manager, dependencies.rules.catalog.version))
      ? missingReports(manager, dueReports(dependencies))
      : [],
  );
  const failures = new Map<string, Error>();
  for (const report of missing) {
    if (failures.has(report.organizationId)) continue;
    await publishSkillsReport(dependencies, report).catch((error: unknown) =>
      failures.set(report.organizationId, error as Error),
    );
  }
  if (failures.size > 0) throw new AggregateError(failures.values(), messageOf(failures));
}

function dueReports({ rules, clock, reportDay }: Dependencies): Omit<MissingReport, 'organizationId'>[] {
  const first = rules.ruleSets.at(-1);
  if (!first) return [];
  const after = new Date(firstInstantOf(first.effectiveFrom).getTime() - 1);
  return monthsRefreshed(reportDay, { after, until: clock.now() })
    .map((month) => ({ month, refresh: refreshOf(month, reportDay) }))
    .filter(({ refresh }) => ruleSetOn(rules.ruleSets, dayOf(refresh)) !== undefined);
}

function messageOf(failures: ReadonlyMap<string, Error>): string {
  const [[organizationId, { message }] = ['', new Error()]] = failures;
  return `The Skills Reports of ${failures.size} organizations failed, of ${organizationId} because of: ${message}`;
}
