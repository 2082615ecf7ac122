import { inTransaction } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies, InvalidInput, Request } from '../../dependencies.js';
import { NAME_FORM, type OrganizationName, parseOrganizationName } from '../../organizations/domain/names.js';
import type { LeaverPolicy, Organization } from '../../organizations/domain/organization.js';
import { lockOrganization, updateOrganization as store } from '../../organizations/store/organization.store.js';
import { announceOrganization } from '../../organizations/store/organization-events.store.js';
import { decidingSignal, leavesByAnEarlierSignal, leavingFrom, wasWithdrawn } from '../domain/leaver.js';
import { lockLeavers, updateUser } from '../store/user.store.js';
import { announceUser } from '../store/user-events.store.js';

/** Null leaves a value as it is. */
export type UpdateOrganizationCommand = Request & {
  readonly organizationId: string;
  readonly name: string | null;
  readonly leaverPolicy: LeaverPolicy | null;
};

export type UpdateOrganizationOutcome =
  | { readonly kind: 'updated'; readonly organization: Organization }
  | InvalidInput;

type Changes = { readonly name?: OrganizationName; readonly leaverPolicy?: LeaverPolicy };

/** Changes name and leaver policy. The policy decides anew about everybody whose leaving has not taken effect. */
export async function updateOrganization(
  deps: Dependencies,
  { requestId, organizationId, name, leaverPolicy }: UpdateOrganizationCommand,
): Promise<UpdateOrganizationOutcome> {
  const parsed = name === null ? null : parseOrganizationName(name);
  if (parsed === undefined) {
    return { kind: 'invalid', field: 'name', message: NAME_FORM };
  }
  return inTransaction(deps.dataSource, { organizationId }, async (manager) => {
    // Whoever changes a user holds the user first, the organisation second.
    if (leaverPolicy !== null) await lockLeavers(manager, organizationId);
    const organization = await lockOrganization(manager, organizationId);
    if (organization === undefined) throw new Error('The organisation of an administrator is not there.');
    const changes: Changes = {
      ...(parsed !== null && parsed !== organization.name && { name: parsed }),
      ...(leaverPolicy !== null && leaverPolicy !== organization.leaverPolicy && { leaverPolicy }),
    };
    if (Object.keys(changes).length === 0) return { kind: 'updated', organization };
    const changed = await store(manager, organization, changes);
    const at = deps.clock.now();
    await announceOrganization(manager, changed, { at, requestId });
    const cause = { at, requestId, reportDay: deps.reportDay };
    if (changes.leaverPolicy !== undefined) await decideAnew(manager, changed, cause);
    return { kind: 'updated', organization: changed };
  });
}

async function decideAnew(
  manager: EntityManager,
  { id, leaverPolicy }: Organization,
  cause: { at: Date; requestId: string; reportDay: number },
): Promise<void> {
  for (const user of await lockLeavers(manager, id)) {
    if (wasWithdrawn(user) || leavesByAnEarlierSignal(user)) continue;
    const leavingSince = decidingSignal(user, leaverPolicy, cause);
    if (leavingSince?.getTime() === user.leavingSince?.getTime()) continue;
    await announceUser(manager, await updateUser(manager, user, leavingFrom(user, leavingSince, cause)), cause);
  }
}
