import type { UnknownAccountReason } from '@app/subgraph-kit/caller';
import { RequestReads } from '@app/subgraph-kit/reads';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/transaction';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import { parseTenantId, type TenantId } from '../../organizations/domain/tenant-id.js';
import type { LifecycleCause } from '../../users/application/change-metadata.js';
import { parseEmailAddress } from '../../users/domain/email-address.js';
import { parseObjectId } from '../../users/domain/object-id.js';
import type { Role } from '../../users/domain/role.js';
import type { User } from '../../users/domain/user.js';
import { lockUsers, USER_ADDRESS_CONSTRAINT, USER_OBJECT_ID_CONSTRAINT } from '../../users/store/user.store.js';
import { type BindingDecision, decideBinding, knownUnderAnotherId, type SignIn } from '../domain/binding.js';
import { organizationOfTenant, signInCandidates } from '../store/sign-in.store.js';
import { comeBack, comeInstead, signInFirst } from './accept-invitation.js';
import { recordMismatch } from './record-mismatch.js';

/** What a verified work-account token says about who presents it. */
export type IdentifyCallerCommand = {
  readonly tenantId: string;
  readonly objectId: string;
  readonly preferredUsername: string | null;
  /** A program of the tenant and no person. */
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

/** An invitation that somebody answers by signing in. */
type AnsweredInvitation = Exclude<BindingDecision<User>, { kind: 'known' | 'nobody' }>;

/** The person was bound to another invitation meanwhile, or the address was taken. */
const ANSWERED_MEANWHILE: ReadonlySet<string> = new Set([USER_OBJECT_ID_CONSTRAINT, USER_ADDRESS_CONSTRAINT]);

const NOBODY: IdentifiedCaller = { caller: 'none' };

/** So often may what a sign-in was about to do have been done by somebody else meanwhile. */
const ATTEMPTS = 5;

/**
 * Who somebody is here who presents a valid token. The ordinary case is one read; only an invitation that is answered
 * writes: it is bound to the person, under a lock, so that of two at once one is the first.
 */
export async function identifyCaller(
  deps: Dependencies & { pool: Pool; log: Logger },
  command: IdentifyCallerCommand,
): Promise<IdentifiedCaller> {
  const tenantId = parseTenantId(command.tenantId);
  if (tenantId === undefined) return NOBODY;
  if (command.machine) return identifyMachine(deps, tenantId);
  const signIn = parseSignIn(command);
  if (signIn === undefined) return NOBODY;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const candidates = await candidatesFor(deps, tenantId, signIn);
    const decision = decideBinding(candidates, signIn);
    if (decision.kind === 'known') return identified(decision.user);
    if (decision.kind === 'nobody')
      return nobody(deps, knownUnderAnotherId(candidates, signIn), signIn, command.requestId);
    const user = await answerInvitation(deps, decision, signIn, command.requestId);
    if (user !== undefined) return identified(user);
  }
  return NOBODY;
}

async function identifyMachine({ pool }: { pool: Pool }, tenantId: TenantId): Promise<IdentifiedCaller> {
  const reads = new RequestReads(pool, 'every-organization');
  try {
    const organizationId = await organizationOfTenant(reads, tenantId);
    return organizationId === null ? NOBODY : { caller: 'organization', organizationId };
  } finally {
    await reads.close();
  }
}

/** Unknown account. When the directory knows the person under another id, the person and the administrators learn it. */
async function nobody(
  deps: Dependencies & { log: Logger },
  user: User | undefined,
  { objectId }: SignIn,
  requestId: string,
): Promise<IdentifiedCaller> {
  if (user === undefined) return NOBODY;
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

/** A name that is no address fits no invitation; the object id may be known all the same. */
function parseSignIn(command: IdentifyCallerCommand): SignIn | undefined {
  const objectId = parseObjectId(command.objectId);
  if (objectId === undefined) return undefined;
  const preferredUsername = parseEmailAddress(command.preferredUsername ?? '') ?? null;
  return { objectId, preferredUsername };
}

/** The user that answering an invitation makes of somebody; undefined when things have changed, and are to be read again. */
async function answerInvitation(
  deps: Dependencies,
  expected: AnsweredInvitation,
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
      return answer(manager, decision as AnsweredInvitation, signIn, {
        at: deps.clock.now(),
        requestId,
        reportDay: deps.reportDay,
      });
    });
  } catch (error) {
    if (ANSWERED_MEANWHILE.has(violatedConstraint(error) ?? '')) return undefined;
    throw error;
  }
}

async function answer(
  manager: EntityManager,
  decision: AnsweredInvitation,
  { objectId }: SignIn,
  cause: Omit<LifecycleCause, 'actor'>,
): Promise<User> {
  const by = (userId: string): LifecycleCause => ({ ...cause, actor: `person:${userId}` });
  switch (decision.kind) {
    case 'bind':
      return signInFirst(manager, decision.user, objectId, by(decision.user.id));
    case 'come-back':
      return comeBack(manager, decision.user, decision.invitation, by(decision.user.id));
    case 'come-instead':
      return comeInstead(manager, decision.invitation, objectId, { ...cause, actor: 'sign-in' });
  }
}

function identified(user: User): IdentifiedCaller {
  return { caller: 'user', userId: user.id, organizationId: user.organizationId, roles: user.roles };
}
