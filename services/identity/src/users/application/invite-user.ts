import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Dependencies, InvalidInput, Request } from '../../dependencies.js';
import { enqueueInvitation } from '../../mail/application/enqueue-invitation.js';
import { type DisplayName, NAME_FORM, parseDisplayName } from '../../organizations/domain/names.js';
import { findOrganization } from '../../organizations/store/organization.store.js';
import { ADDRESS_FORM, type EmailAddress, parseEmailAddress } from '../domain/email-address.js';
import { mayAdminister } from '../domain/granting.js';
import { normalizeRoles, type Role } from '../domain/role.js';
import type { User } from '../domain/user.js';
import {
  findUser,
  findUserByAddress,
  insertUser,
  lockEarlierHolder,
  USER_ADDRESS_CONSTRAINT,
} from '../store/user.store.js';
import { changeBy } from './change-metadata.js';
import { recordIfRefused } from './record-refused-attempt.js';
import { recordUserChange } from './record-user-change.js';
import { reinviteUser } from './reinvite-user.js';

export type InviteUserCommand = Request & {
  readonly organizationId: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly idempotencyKey: string | null;
};

export type InviteUserOutcome =
  | { readonly kind: 'invited'; readonly user: User }
  | { readonly kind: 'user-exists'; readonly user: User }
  | { readonly kind: 'not-permitted' }
  | InvalidInput;

type Invitation = {
  readonly organizationId: string;
  readonly email: EmailAddress;
  readonly displayName: DisplayName;
  readonly grantedRoles: readonly Role[];
};

type Answer = { kind: 'invited' | 'user-exists'; userId: string } | { kind: 'no-organization' };

const NO_ORGANIZATION: InvalidInput = {
  kind: 'invalid',
  field: 'organizationId',
  message:
    'There is no organization with this id. Take the id from callerOrganization, or as an operator from organizations.',
};

/**
 * Invites a person by work address. The deleted user who had the address last is invited again. Of several concurrent
 * invitations of one address, one creates the user.
 */
export async function inviteUser(deps: Dependencies, command: InviteUserCommand): Promise<InviteUserOutcome> {
  const outcome = await tryToInvite(deps, command);
  return recordIfRefused(deps, command, refusedInvitation(command, outcome), outcome);
}

async function tryToInvite(deps: Dependencies, command: InviteUserCommand): Promise<InviteUserOutcome> {
  const { caller, requestId, idempotencyKey, ...input } = command;
  const roles = normalizeRoles(input.roles);
  if (!mayAdminister(caller, roles)) return { kind: 'not-permitted' };
  const email = parseEmailAddress(input.email);
  if (email === undefined) return { kind: 'invalid', field: 'email', message: ADDRESS_FORM };
  const displayName = parseDisplayName(input.displayName);
  if (displayName === undefined) {
    return { kind: 'invalid', field: 'displayName', message: NAME_FORM };
  }
  if (!isUuid(input.organizationId)) return NO_ORGANIZATION;

  const invitation = { organizationId: input.organizationId, email, displayName, grantedRoles: roles };
  try {
    return await inTransaction(deps.dataSource, tenantScopeOf(caller), async (manager) => {
      const repeatable = { caller, operation: 'inviteUser', key: idempotencyKey, input, clock: deps.clock };
      const answer = await withIdempotency<Answer>(manager, repeatable, async () => {
        const made = await invite(deps, manager, invitation, { caller, requestId });
        return { answer: made, keep: made.kind === 'invited' };
      });
      if (answer.kind === 'no-organization') return NO_ORGANIZATION;
      const user = await findUser(manager, answer.userId);
      if (user === undefined) throw new Error('An invited user is absent.');
      return { kind: answer.kind, user };
    });
  } catch (error) {
    if (violatedConstraint(error) !== USER_ADDRESS_CONSTRAINT) throw error;
    return tryToInvite(deps, command); // another user got the address first
  }
}

/** Rejected is the invitation of a user who exists, or of a person who is none yet. */
function refusedInvitation({ organizationId }: InviteUserCommand, outcome: InviteUserOutcome) {
  const attempted = 'INVITED' as const;
  return outcome.kind === 'user-exists' ? { userId: outcome.user.id, attempted } : { organizationId, attempted };
}

async function invite(
  deps: Dependencies,
  manager: EntityManager,
  invitation: Invitation,
  { caller, requestId }: Request,
): Promise<Answer> {
  const { organizationId, email } = invitation;
  const organization = await findOrganization(manager, organizationId);
  if (organization === undefined) return { kind: 'no-organization' };
  const at = deps.clock.now();
  const letter = { organizationName: organization.name, at };
  const metadata = changeBy({ caller, requestId }, { at, reportDay: deps.reportDay });
  const present = await findUserByAddress(manager, organizationId, email);
  if (present !== undefined) return { kind: 'user-exists', userId: present.id };
  const earlier = await lockEarlierHolder(manager, organizationId, email);
  if (earlier !== undefined) {
    const invited = await reinviteUser(manager, earlier, invitation, metadata);
    await enqueueInvitation(deps, manager, invited, letter);
    return { kind: 'invited', userId: earlier.id };
  }
  const user = await insertUser(manager, { ...invitation, invitedAt: at });
  if (user === undefined) {
    const holder = await findUserByAddress(manager, organizationId, email);
    if (holder === undefined) return invite(deps, manager, invitation, { caller, requestId }); // deleted since
    return { kind: 'user-exists', userId: holder.id };
  }
  await recordUserChange(manager, user, 'INVITED', metadata);
  await enqueueInvitation(deps, manager, user, letter);
  return { kind: 'invited', userId: user.id };
}
