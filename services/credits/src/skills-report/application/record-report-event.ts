import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../events/store/event.store.js';
import { transactionReads } from '../../values/store/transaction-reads.js';
import { listReports, type ReportKey, reportsOf } from '../store/skills-report.store.js';
import { changesBetween } from '../store/skills-report-changes.store.js';

/** Records that the report of a month was published, in the transaction that publishes it. */
export async function recordReportEvent(manager: EntityManager, key: ReportKey): Promise<void> {
  const { organizationId, month } = key;
  const reads = transactionReads(manager);
  const [report] = await reportsOf(reads, [key]);
  if (!report) throw new Error(`There is no report of ${month}.`);
  const [earlier] = await listReports(reads, organizationId, { before: month, limit: 1 });
  const { id, publishedAt, people, credentials, expiringWithin90Days, leaving } = report;
  const changes = earlier ? await changesBetween(reads, report, earlier) : { gained: credentials, lost: 0 };
  await recordEvent(manager, {
    type: 'report.published',
    ...{ organizationId, subject: month, subjectVersion: 1, occurredAt: publishedAt },
    data: {
      ...{ reportId: id, month, publishedAt: publishedAt.toISOString() },
      totals: { people, credentials, expiringWithin90Days, leaving },
      changes: { gained: changes.gained, lost: changes.lost },
    },
  });
}
