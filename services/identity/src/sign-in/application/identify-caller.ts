import type { UnknownAccountReason } from '@app/subgraph-kit/callers/caller';
import { RequestReads } from '@app/subgraph-kit/database/reads';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { parseTenantId, type TenantId } from '../../organizations/domain/tenant-id.js';
import type { ChangeMetadata } from '../../users/application/change-metadata.js';
import { parseEmailAddress } from '../../users/domain/email-address.js';
import { parseObjectId } from '../../users/domain/object-id.js';
import type { Role } from '../../users/domain/role.js';
import type { User } from '../../users/domain/user.js';
import { lockUsers, USER_ADDRESS_CONSTRAINT, USER_OBJECT_ID_CONSTRAINT } from '../../users/store/user.store.js';
import { type BindingDecision, decideBinding, knownUnderAnotherId, type SignIn } from '../domain/binding.js';
import { organizationOfTenant, signInCandidates } from '../store/sign-in.store.js';
import { comeBack, comeInstead, signInFirst } from './accept-invitation.js';
import { recordMismatch } from './record-mismatch.js';

/** The claims of a verified work-account token. */
export type IdentifyCallerCommand = {
  readonly tenantId: string;
  readonly objectId: string;
  readonly preferredUsername: string | null;
  /** A program of the tenant, not a person. */
  readonly machine: boolean;
  readonly requestId: string;
};

export type IdentifiedCaller =
  | { readonly caller: 'none'; readonly reason?: UnknownAccountReason }
  | {
      readonly caller: 'user';
      readonly userId: string;
      readonly organizationId: string;
      readonly roles: readonly Role[];
    }
  | { readonly caller: 'organization'; readonly organizationId: string };

/** A decision to accept an invitation. */
type AcceptedInvitation = Exclude<BindingDecision<User>, { kind: 'known' | 'unknown' }>;

/** Constraints that a concurrent sign-in or change may violate first. */
const ACCEPTED_CONCURRENTLY: ReadonlySet<string> = new Set([USER_OBJECT_ID_CONSTRAINT, USER_ADDRESS_CONSTRAINT]);

const UNKNOWN_ACCOUNT: IdentifiedCaller = { caller: 'none' };

/** Maximum retries when a concurrent sign-in wins. */
const MAX_ATTEMPTS = 5;

/**
 * Identifies the user that a valid token belongs to. A known user takes one read. Only accepting an invitation writes:
 * it binds the user to the person under a lock, so that one of two concurrent sign-ins is the first.
 */
export async function identifyCaller(
  deps: Dependencies & { pool: Pool; log: Logger },
  command: IdentifyCallerCommand,
): Promise<IdentifiedCaller> {
  const tenantId = parseTenantId(command.tenantId);
  if (tenantId === undefined) return UNKNOWN_ACCOUNT;
  if (command.machine) return identifyMachine(deps, tenantId);
  const signIn = parseSignIn(command);
  if (signIn === undefined) return UNKNOWN_ACCOUNT;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const candidates = await candidatesFor(deps, tenantId, signIn);
    const decision = decideBinding(candidates, signIn);
    if (decision.kind === 'known') return identified(decision.user);
    if (decision.kind === 'unknown')
      return identifyUnknownAccount(deps, knownUnderAnotherId(candidates, signIn), signIn, command.requestId);
    const user = await acceptInvitation(deps, decision, signIn, command.requestId);
    if (user !== undefined) return identified(user);
  }
  return UNKNOWN_ACCOUNT;
}

async function identifyMachine({ pool }: { pool: Pool }, tenantId: TenantId): Promise<IdentifiedCaller> {
  const reads = new RequestReads(pool, 'every-organization');
  try {
    const organizationId = await organizationOfTenant(reads, tenantId);
    return organizationId === null ? UNKNOWN_ACCOUNT : { caller: 'organization', organizationId };
  } finally {
    await reads.close();
  }
}

/** An unknown account. When the directory knows the person under another id, the response and the user say so. */
async function identifyUnknownAccount(
  deps: Dependencies & { log: Logger },
  user: User | undefined,
  { objectId }: SignIn,
  requestId: string,
): Promise<IdentifiedCaller> {
  if (user === undefined) return UNKNOWN_ACCOUNT;
  await recordMismatch(deps, user, { otherId: objectId, foundBy: 'SIGN_IN' }, requestId);
  return { caller: 'none', reason: 'directory-mismatch' };
}

async function candidatesFor({ pool }: { pool: Pool }, tenantId: TenantId, signIn: SignIn): Promise<User[]> {
  const reads = new RequestReads(pool, 'every-organization');
  try {
    return await signInCandidates(reads, tenantId, signIn);
  } finally {
    await reads.close();
  }
}

/** A name that is not an address matches no invitation; the object id may still be known. */
function parseSignIn(command: IdentifyCallerCommand): SignIn | undefined {
  const objectId = parseObjectId(command.objectId);
  if (objectId === undefined) return undefined;
  const preferredUsername = parseEmailAddress(command.preferredUsername ?? '') ?? null;
  return { objectId, preferredUsername };
}

/** Accepts an invitation and returns the user; undefined when the decision no longer holds and must be taken again. */
async function acceptInvitation(
  deps: Dependencies,
  expected: AcceptedInvitation,
  signIn: SignIn,
  requestId: string,
): Promise<User | undefined> {
  const concerned = [
    ...('user' in expected ? [expected.user.id] : []),
    ...('invitation' in expected ? [expected.invitation.id] : []),
  ];
  try {
    return await inTransaction(deps.dataSource, 'every-organization', async (manager) => {
      const decision = decideBinding(await lockUsers(manager, concerned), signIn);
      if (decision.kind !== expected.kind) return undefined;
      return accept(manager, decision, signIn, {
        at: deps.clock.now(),
        requestId,
        reportDay: deps.reportDay,
      });
    });
  } catch (error) {
    if (ACCEPTED_CONCURRENTLY.has(violatedConstraint(error) ?? '')) return undefined;
    throw error;
  }
}

async function accept(
  manager: EntityManager,
  decision: AcceptedInvitation,
  { objectId }: SignIn,
  metadata: Omit<ChangeMetadata, 'actor'>,
): Promise<User> {
  const by = (userId: string): ChangeMetadata => ({ ...metadata, actor: `person:${userId}` });
  switch (decision.kind) {
    case 'bind':
      return signInFirst(manager, decision.user, objectId, by(decision.user.id));
    case 'come-back':
      return comeBack(manager, decision.user, decision.invitation, by(decision.user.id));
    case 'come-instead':
      return comeInstead(manager, decision.invitation, objectId, { ...metadata, actor: 'sign-in' });
  }
}

function identified(user: User): IdentifiedCaller {
  return { caller: 'user', userId: user.id, organizationId: user.organizationId, roles: user.roles };
}
