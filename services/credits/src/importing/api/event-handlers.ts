import { allowanceChanged } from '@app/events/allowance-changed';
import { associationChanged } from '@app/events/association-changed';
import { type EventHandler, onEvent } from '@app/events/consume';
import { organizationChanged } from '@app/events/organization-changed';
import { profileMerged } from '@app/events/profile-merged';
import { userChanged } from '@app/events/user-changed';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import { recalculateIfOutdated } from '../../achievements/store/outdated-profile.store.js';
import { blockMerges, findSurvivingProfiles } from '../../achievements/store/profile-merge.store.js';
import { recalculatePeople } from '../../credits/application/recalculate-people.js';
import { enqueueCounting } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import { applyAllowanceChanged } from '../../members/store/next-association.store.js';
import {
  applyAssociationChanged,
  applyOrganizationChanged,
  applyUserChanged,
} from '../../members/store/projections.store.js';
import { applyProfileMerged } from '../application/apply-profile-merged.js';
import { publishLeaver } from '../application/publish-leavers.js';
import { recordAssociationEvents } from '../application/record-association-events.js';

/** Handlers of the events of other services. Any order and any number of deliveries lead to the same state. */
export function eventHandlers(dependencies: Dependencies): EventHandler[] {
  const { dataSource, clock, rules, creditDeadlineDays } = dependencies;
  return [
    onEvent(organizationChanged, (body, { at }) =>
      inTransaction(dataSource, 'every-organization', (manager) => applyOrganizationChanged(manager, body, at)),
    ),
    onEvent(userChanged, (body, { at }) =>
      inTransaction(dataSource, 'every-organization', async (manager) => {
        await applyUserChanged(manager, body, at);
        const now = clock.now();
        await publishLeaver(manager, body.id, now);
        const person = { organizationId: body.organizationId, userId: body.id };
        await recalculatePeople(manager, dependencies, [person], now);
      }),
    ),
    onEvent(allowanceChanged, (body, { at }) =>
      inTransaction(dataSource, 'every-organization', (manager) => applyAllowanceChanged(manager, body, at)),
    ),
    onEvent(profileMerged, (body, { at }) => applyProfileMerged(dependencies, body, at)),
    onEvent(associationChanged, (body) =>
      inTransaction(dataSource, 'every-organization', async (manager) => {
        await blockMerges(manager);
        const surviving = await findSurvivingProfiles(manager, body.source, [body.profileId]);
        const association = { ...body, profileId: surviving(body.profileId) };
        const before = await applyAssociationChanged(manager, association, body.profileId);
        if (!before) return;
        const now = clock.now();
        await recordAssociationEvents(manager, association, before, now);
        // Achievements of a profile without links may still follow from an earlier version of the rule data.
        if (association.endedAt === null) await recalculateIfOutdated(manager, rules.catalog, association);
        await enqueueCounting(manager, [association], { now, deadlineDays: creditDeadlineDays });
        // Credits drop at once (decision (g)). New ones are counted by the job, after links and achievements alike.
        if (association.endedAt !== null) await recalculatePeople(manager, dependencies, [association], now);
      }),
    ),
  ];
}
