import { inTransaction } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies, InvalidInput, Request } from '../../dependencies.js';
import { NAME_FORM, type OrganizationName, parseOrganizationName } from '../../organizations/domain/names.js';
import type { LeaverPolicy, Organization } from '../../organizations/domain/organization.js';
import { lockOrganization, updateOrganization as store } from '../../organizations/store/organization.store.js';
import { publishOrganizationChanged } from '../../organizations/store/organization-events.store.js';
import { decidingSignal, leavesByEarlierSignal, offboardingFrom, wasWithdrawn } from '../domain/leaver.js';
import { lockLeavers, updateUser } from '../store/user.store.js';
import { publishUserChanged } from '../store/user-events.store.js';

/** A null value stays as it is. */
export type UpdateOrganizationCommand = Request & {
  readonly organizationId: string;
  readonly name: string | null;
  readonly leaverPolicy: LeaverPolicy | null;
};

export type UpdateOrganizationOutcome =
  | { readonly kind: 'updated'; readonly organization: Organization }
  | InvalidInput;

type Changes = { readonly name?: OrganizationName; readonly leaverPolicy?: LeaverPolicy };

/** Changes name and leaver policy. A new policy recomputes every offboarding that has not taken effect. */
export async function updateOrganization(
  deps: Dependencies,
  { requestId, organizationId, name, leaverPolicy }: UpdateOrganizationCommand,
): Promise<UpdateOrganizationOutcome> {
  const parsed = name === null ? null : parseOrganizationName(name);
  if (parsed === undefined) {
    return { kind: 'invalid', field: 'name', message: NAME_FORM };
  }
  return inTransaction(deps.dataSource, { organizationId }, async (manager) => {
    // Every change of a user locks the user first, then the organization.
    if (leaverPolicy !== null) await lockLeavers(manager, organizationId);
    const organization = await lockOrganization(manager, organizationId);
    if (organization === undefined) throw new Error('The organization of an administrator is absent.');
    const changes: Changes = {
      ...(parsed !== null && parsed !== organization.name && { name: parsed }),
      ...(leaverPolicy !== null && leaverPolicy !== organization.leaverPolicy && { leaverPolicy }),
    };
    if (Object.keys(changes).length === 0) return { kind: 'updated', organization };
    const changed = await store(manager, organization, changes);
    const at = deps.clock.now();
    await publishOrganizationChanged(manager, changed, { at, requestId });
    const metadata = { at, requestId, reportDay: deps.reportDay };
    if (changes.leaverPolicy !== undefined) await recomputeOffboardings(manager, changed, metadata);
    return { kind: 'updated', organization: changed };
  });
}

async function recomputeOffboardings(
  manager: EntityManager,
  { id, leaverPolicy }: Organization,
  metadata: { at: Date; requestId: string; reportDay: number },
): Promise<void> {
  for (const user of await lockLeavers(manager, id)) {
    if (wasWithdrawn(user) || leavesByEarlierSignal(user)) continue;
    const leavingSince = decidingSignal(user, leaverPolicy, metadata);
    if (leavingSince?.getTime() === user.leavingSince?.getTime()) continue;
    await publishUserChanged(
      manager,
      await updateUser(manager, user, offboardingFrom(user, leavingSince, metadata)),
      metadata,
    );
  }
}
