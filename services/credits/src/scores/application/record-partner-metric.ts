import { type Caller, callerKey } from '@app/subgraph-kit/callers/caller';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { Dependencies } from '../../dependencies.js';
import { enqueueScoring } from '../../holdings/store/score-queue.store.js';
import { designationsUsing, figureNames } from '../../rules/domain/partner-figure.js';
import type { Day } from '../../values/domain/day.js';
import { insertFigure, organizationIsKnown } from '../store/partner-figure.store.js';

export type RecordPartnerMetric = {
  readonly caller: Caller;
  readonly organizationId: string;
  readonly designation: string | null;
  readonly metric: string;
  readonly value: number;
  readonly on: Day;
  readonly idempotencyKey: string | null;
};

export type RecordPartnerMetricOutcome =
  | { kind: 'recorded'; designations: string[] }
  | { kind: 'unknown-metric'; message: string }
  | { kind: 'unknown-organization' };

/** Records a figure from its day until the next one. Recording the same figure again changes nothing. */
export async function recordPartnerMetric(
  { dataSource, clock, rules }: Dependencies,
  command: RecordPartnerMetric,
): Promise<RecordPartnerMetricOutcome> {
  const { caller, organizationId, designation, metric, value, on, idempotencyKey } = command;
  if (!isUuid(organizationId)) return { kind: 'unknown-organization' };
  const using = designationsUsing(rules.ruleSets, metric);
  if (using.size === 0) {
    const known = figureNames(rules.ruleSets).join(', ');
    return { kind: 'unknown-metric', message: `No rule set has a figure of this name. There are: ${known}.` };
  }
  if (designation !== null && !using.has(designation)) {
    const message = `No designation of this code uses the figure. These do: ${[...using].join(', ')}.`;
    return { kind: 'unknown-metric', message };
  }
  const input = { organizationId, designation, metric, value, on };
  const request = { caller, operation: 'recordPartnerMetric', key: idempotencyKey, input, clock };
  return inTransaction(dataSource, { organizationId }, (manager) =>
    withIdempotency<RecordPartnerMetricOutcome>(manager, request, async () => {
      if (!(await organizationIsKnown(manager, organizationId))) {
        return { answer: { kind: 'unknown-organization' }, keep: false };
      }
      const recorded = { recordedAt: clock.now(), recordedBy: callerKey(caller) };
      await insertFigure(manager, { organizationId, designation, metric, value, holdsFrom: on, ...recorded });
      await enqueueScoring(manager, [organizationId]);
      const designations = designation === null ? [...using] : [designation];
      return { answer: { kind: 'recorded', designations }, keep: true };
    }),
  );
}
