import { type Caller, callerKey } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { organizationIsKnown } from '../../scores/store/partner-figure.store.js';
import type { ReportMonth } from '../../values/domain/report-month.js';
import type { ExportContent } from '../domain/export-content.js';
import { reasonUnavailable } from '../domain/export-limits.js';
import { countExports, findEqualExport, lockRequests, queueExport } from '../store/export.store.js';
import { enqueueMaking } from '../store/export-work.store.js';
import { findSnapshot } from './find-snapshot.js';

export type RequestExport = ExportContent & {
  readonly caller: Caller;
  readonly organizationId: string;
  /** The month of a Skills Report; null: the newest. */
  readonly month: ReportMonth | null;
  readonly idempotencyKey: string | null;
};

export type RequestExportOutcome =
  | { readonly kind: 'requested'; readonly exportId: string }
  | { readonly kind: 'unavailable'; readonly message: string }
  | { readonly kind: 'unknown-organization' };

/**
 * Requests an export. The same request for the same snapshot gets the export that is there: being made, or ready where
 * the snapshot never changes.
 */
export async function requestExport(
  { dataSource, clock, reportDay }: Dependencies,
  { caller, idempotencyKey, ...wanted }: RequestExport,
): Promise<RequestExportOutcome> {
  const { organizationId } = wanted;
  const request = { caller, operation: 'requestExport', key: idempotencyKey, input: wanted, clock };
  return inTransaction(dataSource, { organizationId }, (manager) =>
    withIdempotency<RequestExportOutcome>(manager, request, async () => {
      if (!(await organizationIsKnown(manager, organizationId)))
        return { answer: { kind: 'unknown-organization' }, keep: false };
      const times = { now: clock.now(), reportDay };
      const answer = await queueWanted(manager, { ...wanted, requestedBy: callerKey(caller) }, times);
      return { answer, keep: answer.kind === 'requested' };
    }),
  );
}

async function queueWanted(
  manager: EntityManager,
  wanted: Omit<RequestExport, 'caller' | 'idempotencyKey'> & { readonly requestedBy: string },
  { now, reportDay }: { readonly now: Date; readonly reportDay: number },
): Promise<RequestExportOutcome> {
  const { organizationId } = wanted;
  await lockRequests(manager, organizationId);
  const snapshot = await findSnapshot(manager, wanted, { now, reportDay });
  if ('fault' in snapshot) return { kind: 'unavailable', message: snapshot.fault };
  const { month, asOf: dataAsOf, rows } = snapshot;
  const file = { ...wanted, month, feedId: null, requestedAt: now };
  const present = await findEqualExport(manager, file);
  if (present !== null) return { kind: 'requested', exportId: present };
  const message = reasonUnavailable(wanted, { rows, ...(await countExports(manager, organizationId)) });
  if (message !== null) return { kind: 'unavailable', message };
  const { id } = await queueExport(manager, { ...file, dataAsOf, rowsExpected: rows });
  await enqueueMaking(manager);
  return { kind: 'requested', exportId: id };
}
