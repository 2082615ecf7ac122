import { PERSONAL_ACCOUNTS_TENANT } from '@app/subgraph-kit/callers/signing-key-issuer';
import { withIdempotency } from '@app/subgraph-kit/database/idempotency';
import { inTransaction } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies, InvalidInput, Request } from '../../dependencies.js';
import { enqueueInvitation } from '../../mail/application/enqueue-invitation.js';
import {
  type DisplayName,
  NAME_FORM,
  type OrganizationName,
  parseDisplayName,
  parseOrganizationName,
} from '../../organizations/domain/names.js';
import type { LeaverPolicy, Organization } from '../../organizations/domain/organization.js';
import { type PartnerId, parsePartnerId } from '../../organizations/domain/partner-id.js';
import { parseTenantId, type TenantId } from '../../organizations/domain/tenant-id.js';
import { findOrganization, insertOrganization } from '../../organizations/store/organization.store.js';
import { publishOrganizationChanged } from '../../organizations/store/organization-events.store.js';
import { ADDRESS_FORM, type EmailAddress, parseEmailAddress } from '../domain/email-address.js';
import type { User } from '../domain/user.js';
import { findUser, insertUser } from '../store/user.store.js';
import { changeBy } from './change-metadata.js';
import { recordUserChange } from './record-user-change.js';

export type RegisterOrganizationCommand = Request & {
  readonly name: string;
  readonly partnerId: string;
  readonly tenantId: string;
  readonly leaverPolicy: LeaverPolicy;
  readonly firstAdmin: { readonly email: string; readonly displayName: string };
  readonly idempotencyKey: string | null;
};

export type RegisterOrganizationOutcome =
  | { readonly kind: 'registered'; readonly organization: Organization; readonly firstAdmin: User }
  | { readonly kind: 'organization-exists' }
  | InvalidInput;

type Registration = {
  readonly name: OrganizationName;
  readonly partnerId: PartnerId;
  readonly tenantId: TenantId;
  readonly leaverPolicy: LeaverPolicy;
  readonly email: EmailAddress;
  readonly displayName: DisplayName;
};

type Answer = { kind: 'registered'; organizationId: string; userId: string } | { kind: 'organization-exists' };

/** Registers a partner and invites its first GLOBAL_ADMIN. */
export async function registerOrganization(
  deps: Dependencies,
  command: RegisterOrganizationCommand,
): Promise<RegisterOrganizationOutcome> {
  const { caller, requestId, idempotencyKey, ...input } = command;
  const registration = parseRegistration(input);
  if ('kind' in registration) return registration;
  if (registration.tenantId === deps.platformTenantId)
    return invalid(
      'tenantId',
      'This is the tenant of the platform’s operators. Give the one that the partner’s people sign in at.',
    );

  if (registration.tenantId === PERSONAL_ACCOUNTS_TENANT)
    return invalid(
      'tenantId',
      'This is the tenant of personal Microsoft accounts, which belongs to no organization. Give the one of the partner’s directory.',
    );

  return inTransaction(deps.dataSource, 'every-organization', async (manager) => {
    const repeatable = { caller, operation: 'registerOrganization', key: idempotencyKey, input, clock: deps.clock };
    const answer = await withIdempotency<Answer>(manager, repeatable, async () => {
      const made = await register(deps, manager, registration, { caller, requestId });
      return { answer: made, keep: made.kind === 'registered' };
    });
    return answer.kind === 'registered' ? load(manager, answer) : answer;
  });
}

function parseRegistration(input: Omit<RegisterOrganizationCommand, keyof Request | 'idempotencyKey'>) {
  const name = parseOrganizationName(input.name);
  const partnerId = parsePartnerId(input.partnerId);
  const tenantId = parseTenantId(input.tenantId);
  const email = parseEmailAddress(input.firstAdmin.email);
  const displayName = parseDisplayName(input.firstAdmin.displayName);
  if (name === undefined) return invalid('name', NAME_FORM);
  if (partnerId === undefined) return invalid('partnerId', 'A PartnerID is 1 to 32 letters, digits and hyphens.');
  if (tenantId === undefined) return invalid('tenantId', 'A tenant id is a UUID, as the partner’s directory shows it.');
  if (email === undefined) return invalid('firstAdmin.email', ADDRESS_FORM);
  if (displayName === undefined) {
    return invalid('firstAdmin.displayName', NAME_FORM);
  }
  return { name, partnerId, tenantId, leaverPolicy: input.leaverPolicy, email, displayName };
}

async function register(
  deps: Dependencies,
  manager: EntityManager,
  { email, displayName, ...partner }: Registration,
  { caller, requestId }: Request,
): Promise<Answer> {
  const at = deps.clock.now();
  const organization = await insertOrganization(manager, { ...partner, registeredAt: at });
  if (organization === undefined) return { kind: 'organization-exists' };
  const firstAdmin = await insertUser(manager, {
    organizationId: organization.id,
    email,
    displayName,
    grantedRoles: ['GLOBAL_ADMIN'],
    invitedAt: at,
  });
  if (firstAdmin === undefined) throw new Error('A new organization cannot have users yet.');
  const metadata = changeBy({ caller, requestId }, { at, reportDay: deps.reportDay });
  await publishOrganizationChanged(manager, organization, metadata);
  await recordUserChange(manager, firstAdmin, 'INVITED', metadata);
  await enqueueInvitation(deps, manager, firstAdmin, { organizationName: organization.name, at });
  return { kind: 'registered', organizationId: organization.id, userId: firstAdmin.id };
}

async function load(
  manager: EntityManager,
  ids: { organizationId: string; userId: string },
): Promise<RegisterOrganizationOutcome> {
  const organization = await findOrganization(manager, ids.organizationId);
  const firstAdmin = await findUser(manager, ids.userId);
  if (organization === undefined || firstAdmin === undefined)
    throw new Error('A registered organization or its administrator is absent.');
  return { kind: 'registered', organization, firstAdmin };
}

function invalid(field: string, message: string): InvalidInput {
  return { kind: 'invalid', field, message };
}
