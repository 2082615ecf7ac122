import { associationChanged } from '@app/events/association-changed';
import { type EventHandler, onEvent } from '@app/events/consume';
import { organizationChanged } from '@app/events/organization-changed';
import { profileMerged } from '@app/events/profile-merged';
import { userChanged } from '@app/events/user-changed';
import { inTransaction } from '@app/subgraph-kit/transaction';
import { survivingProfiles, withoutMerges } from '../../achievements/store/profile-merge.store.js';
import { refreshProfile } from '../../achievements/store/refresh-profile.store.js';
import { askForCounting } from '../../credits/store/counting-job.store.js';
import type { Dependencies } from '../../dependencies.js';
import { workOutHoldings } from '../../holdings/store/holding.store.js';
import { keepAssociation, keepOrganization, keepUser } from '../../members/store/learned-copies.store.js';
import { followProfileMerge } from '../application/follow-profile-merge.js';

/** What this service learns from others: any order and any number of deliveries end the same. */
export function learnFromEvents(dependencies: Dependencies): EventHandler[] {
  const { dataSource, clock, rules, creditDeadlineDays } = dependencies;
  return [
    onEvent(organizationChanged, (body, { at }) =>
      inTransaction(dataSource, 'every-organization', (manager) => keepOrganization(manager, body, at)),
    ),
    onEvent(userChanged, (body, { at }) =>
      inTransaction(dataSource, 'every-organization', async (manager) => {
        await keepUser(manager, body, at);
        const person = { organizationId: body.organizationId, userId: body.id };
        await workOutHoldings(manager, rules.catalogue, [person], clock.now());
      }),
    ),
    onEvent(profileMerged, (body, { at }) => followProfileMerge(dependencies, body, at)),
    onEvent(associationChanged, (body) =>
      inTransaction(dataSource, 'every-organization', async (manager) => {
        await withoutMerges(manager);
        const surviving = await survivingProfiles(manager, body.source, [body.profileId]);
        const told = { ...body, profileId: surviving(body.profileId) };
        if (!(await keepAssociation(manager, told, body.profileId))) return;
        // What is recorded of a profile that was linked nowhere may follow from other rule data still.
        if (told.endedAt === null) await refreshProfile(manager, rules.catalogue, told);
        const now = clock.now();
        await askForCounting(manager, [told], { now, deadlineDays: creditDeadlineDays });
        // Credit leaves at once (decision (g)); what comes is counted by the job, after links and achievements alike.
        if (told.endedAt !== null) await workOutHoldings(manager, rules.catalogue, [told], now);
      }),
    ),
  ];
}
