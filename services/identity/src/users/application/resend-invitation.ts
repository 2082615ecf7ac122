import { tenantScopeOf } from '@app/subgraph-kit/database/tenant-scope';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { EntityManager } from 'typeorm';
import type { Dependencies, InvalidInput, Request } from '../../dependencies.js';
import { enqueueInvitation } from '../../mail/application/enqueue-invitation.js';
import { findOrganization } from '../../organizations/store/organization.store.js';
import { ADDRESS_FORM, type EmailAddress, parseEmailAddress } from '../domain/email-address.js';
import { mayAdminister } from '../domain/granting.js';
import { type User, userStatus } from '../domain/user.js';
import { findUser, findUserByAddress, lockUser, USER_ADDRESS_CONSTRAINT, updateUser } from '../store/user.store.js';
import { changeBy } from './change-metadata.js';
import { recordIfRefused } from './record-refused-attempt.js';
import { recordUserChange } from './record-user-change.js';

export type ResendInvitationCommand = Request & {
  readonly userId: string;
  readonly correctedEmail: string | null;
};

export type ResendInvitationOutcome =
  | { readonly kind: 'resent'; readonly user: User }
  | { readonly kind: 'not-pending' }
  | { readonly kind: 'user-exists'; readonly user: User }
  | { readonly kind: 'not-permitted' }
  | InvalidInput;

const NO_USER: InvalidInput = {
  kind: 'invalid',
  field: 'userId',
  message: 'There is no user with this id. Organization.users lists those there are.',
};

/**
 * Sends the invitation of a user who has never signed in again (R34). A corrected address replaces the old one, which
 * then identifies no user.
 */
export async function resendInvitation(
  deps: Dependencies,
  command: ResendInvitationCommand,
): Promise<ResendInvitationOutcome> {
  const outcome = await tryToResend(deps, command);
  return recordIfRefused(deps, command, { userId: command.userId, attempted: 'INVITATION_RESENT' }, outcome);
}

async function tryToResend(deps: Dependencies, command: ResendInvitationCommand): Promise<ResendInvitationOutcome> {
  const { caller, userId } = command;
  if (!isUuid(userId)) return NO_USER;
  const email = command.correctedEmail === null ? null : parseEmailAddress(command.correctedEmail);
  if (email === undefined) return { kind: 'invalid', field: 'correctedEmail', message: ADDRESS_FORM };
  try {
    return await inTransaction(deps.dataSource, tenantScopeOf(caller), (manager) =>
      resend(deps, manager, command, email),
    );
  } catch (error) {
    if (email === null || violatedConstraint(error) !== USER_ADDRESS_CONSTRAINT) throw error;
    const conflict = await inTransaction(deps.dataSource, tenantScopeOf(caller), (manager) =>
      findConflict(manager, userId, email),
    );
    return conflict ?? tryToResend(deps, command);
  }
}

async function resend(
  deps: Dependencies,
  manager: EntityManager,
  { caller, requestId, userId }: ResendInvitationCommand,
  email: EmailAddress | null,
): Promise<ResendInvitationOutcome> {
  const user = await lockUser(manager, userId);
  if (user === undefined) return NO_USER;
  if (!mayAdminister(caller, user.roles)) return { kind: 'not-permitted' };
  if (userStatus(user) !== 'INVITED') return { kind: 'not-pending' };

  const at = deps.clock.now();
  // No invitation was sent to a corrected address yet.
  const corrected = email === null || email === user.email ? {} : { email, invitationSentAt: null };
  const invited = await updateUser(manager, user, corrected);
  const metadata = changeBy({ caller, requestId }, { at, reportDay: deps.reportDay });
  await recordUserChange(manager, invited, 'INVITATION_RESENT', metadata);
  const organization = await findOrganization(manager, invited.organizationId);
  if (organization === undefined) throw new Error('A user has no organization.');
  await enqueueInvitation(deps, manager, invited, { organizationName: organization.name, at });
  return { kind: 'resent', user: invited };
}

/** The user who has the address; undefined when it has become free. */
async function findConflict(
  manager: EntityManager,
  userId: string,
  email: EmailAddress,
): Promise<ResendInvitationOutcome | undefined> {
  const user = await findUser(manager, userId);
  const holder = user && (await findUserByAddress(manager, user.organizationId, email));
  return holder === undefined || holder.id === userId ? undefined : { kind: 'user-exists', user: holder };
}
