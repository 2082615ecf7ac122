import { profileMerged } from '@app/events/profile-merged';
import { publishEvent } from '@app/events/publish';
import { askedBy } from '@app/subgraph-kit/activity/actor';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Dependencies, Request } from '../../dependencies.js';
import { afterDueOffboardings, assertNoOffboardingDue } from '../../linking/application/due-offboardings.js';
import { publishAllowances } from '../../linking/application/publish-allowances.js';
import { storedAssociation } from '../../linking/application/stored-outcome.js';
import { type Association, isActive } from '../../linking/domain/association.js';
import { recordActivity } from '../../linking/store/activity.store.js';
import { associationsOfProfile } from '../../linking/store/association.store.js';
import { PUBLISHER, publishAssociationChanged } from '../../linking/store/outbox.store.js';
import { accountsLinkedWith, accountsRejectedWith } from '../../linking/store/published-allowance.store.js';
import type { LearningSource } from '../../providers/domain/learning-source.js';
import type { ProfileId } from '../../providers/domain/profile-id.js';
import { decideMerge } from '../domain/decide-merge.js';
import { insertMerge, lockProfiles, uniteAssociations } from '../store/profile-merge.store.js';

export type RecordProfileMergeCommand = Request & {
  source: LearningSource;
  from: ProfileId;
  into: ProfileId;
  mergedAt: Date;
  idempotencyKey: string | null;
};

/** The active link of the surviving profile, if there is one. */
export type RecordProfileMergeOutcome = { kind: 'merged'; association: Association | null } | { kind: 'conflict' };

const storedMerge: z.ZodType<RecordProfileMergeOutcome> = z.object({
  kind: z.literal('merged'),
  association: storedAssociation.nullable(),
});

/** Makes the old profile lead to the surviving one: link, history and limits follow, and no association is used up. */
export async function recordProfileMerge(
  deps: Dependencies,
  command: RecordProfileMergeCommand,
): Promise<RecordProfileMergeOutcome> {
  const { caller, requestId, source, from, into, mergedAt, idempotencyKey: key } = command;
  const input = { source, from, into, mergedAt: mergedAt.toISOString() };
  return afterDueOffboardings(deps, requestId, () =>
    inTransaction(deps.dataSource, 'every-organization', async (manager) => {
      const request = { caller, operation: 'recordProfileMerge', key, input, clock: deps.clock, schema: storedMerge };
      return withIdempotency(manager, request, async () => {
        const outcome = await merge(deps, manager, command);
        return { answer: outcome, keep: outcome.kind === 'merged' };
      });
    }),
  );
}

async function merge(
  deps: Dependencies,
  manager: EntityManager,
  { source, mergedAt, caller, requestId, ...given }: RecordProfileMergeCommand,
): Promise<RecordProfileMergeOutcome> {
  const [from, into] = await lockProfiles(manager, source, [given.from, given.into]);
  const now = deps.clock.now();
  for (const profileId of [from, into]) await assertNoOffboardingDue(manager, source, { profileId }, now);
  const sideOf = async (profileId: string) => ({
    profileId,
    associations: await associationsOfProfile(manager, source, profileId),
  });
  const decision = decideMerge(await sideOf(from), await sideOf(into));
  if (decision.kind === 'conflict') return decision;
  if (decision.kind === 'merge') {
    const change = { at: now, ...askedBy(caller), requestId };
    const id = await insertMerge(manager, { source, from, into, mergedAt }, change);
    const body = { id, version: 1, source, fromProfileId: from, intoProfileId: into, mergedAt: mergedAt.toISOString() };
    await publishEvent(manager, PUBLISHER, profileMerged, body, change);
    for (const association of await uniteAssociations(manager, source, from, into))
      await publishAssociationChanged(manager, association, change);
    const accounts = [
      ...(await accountsLinkedWith(manager, source, into)),
      ...(await accountsRejectedWith(manager, source, into)),
    ];
    await publishAllowances(manager, deps.policy, accounts, change);
    const active = (await associationsOfProfile(manager, source, into)).find(isActive);
    // Recorded for the organization of the active link only: past links are no longer theirs.
    if (active) {
      const { id: associationId, organizationId, userId } = active;
      await recordActivity(manager, { organizationId, userId, source, associationId, ...change, kind: 'MERGED' });
    }
  }
  return { kind: 'merged', association: (await associationsOfProfile(manager, source, into)).find(isActive) ?? null };
}
