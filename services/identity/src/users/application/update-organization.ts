import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies, InvalidInput, Request } from '../../dependencies.js';
import { changeOrganization } from '../../organizations/application/change-organization.js';
import { NAME_FORM, parseOrganizationName } from '../../organizations/domain/names.js';
import type { LeaverPolicy, Organization } from '../../organizations/domain/organization.js';
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
    const metadata = { at: deps.clock.now(), requestId, reportDay: deps.reportDay };
    const changes = { ...(parsed !== null && { name: parsed }), ...(leaverPolicy !== null && { leaverPolicy }) };
    const { organization, changed } = await changeOrganization(manager, { organizationId, changes }, metadata);
    if (changed.leaverPolicy !== undefined) await recomputeOffboardings(manager, organization, metadata);
    return { kind: 'updated', organization };
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
