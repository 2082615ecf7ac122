import { RequestReads } from '@app/subgraph-kit/reads';
import { inTransaction, violatedConstraint } from '@app/subgraph-kit/transaction';
import type { Pool } from 'pg';
import type { Dependencies } from '../../dependencies.js';
import { decideBinding, type SignIn } from '../../domain/binding.js';
import { parseEmailAddress } from '../../domain/email-address.js';
import { parseObjectId } from '../../domain/object-id.js';
import type { Role } from '../../domain/role.js';
import { parseTenantId } from '../../domain/tenant-id.js';
import type { User } from '../../domain/user.js';
import { announceUser } from '../../persistence/outbox.store.js';
import { organizationOfTenant, signInCandidates } from '../../persistence/sign-in.store.js';
import { lockUser, USER_OBJECT_ID_CONSTRAINT, updateUser } from '../../persistence/user.store.js';
import { recordActivity } from '../../persistence/user-activity.store.js';

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
  | { readonly caller: 'none' }
  | {
      readonly caller: 'user';
      readonly userId: string;
      readonly organizationId: string;
      readonly roles: readonly Role[];
    }
  | { readonly caller: 'organization'; readonly organizationId: string };

const NOBODY: IdentifiedCaller = { caller: 'none' };

/**
 * Who somebody is here who presents a valid token. The ordinary case is one read; only a first sign-in writes:
 * it binds the invitation to the person, under a lock, so that of two at once one is the first.
 */
export async function identifyCaller(
  deps: Dependencies & { pool: Pool },
  command: IdentifyCallerCommand,
): Promise<IdentifiedCaller> {
  const tenantId = parseTenantId(command.tenantId);
  if (tenantId === undefined) return NOBODY;
  const reads = new RequestReads(deps.pool, 'every-organization');
  let invitedId: string;
  const signIn = parseSignIn(command);
  try {
    if (command.machine) {
      const organizationId = await organizationOfTenant(reads, tenantId);
      return organizationId === null ? NOBODY : { caller: 'organization', organizationId };
    }
    if (signIn === undefined) return NOBODY;
    const decision = decideBinding(await signInCandidates(reads, tenantId, signIn), signIn);
    if (decision.kind === 'known') return identified(decision.user);
    if (decision.kind === 'nobody') return NOBODY;
    invitedId = decision.user.id;
  } finally {
    await reads.close();
  }
  try {
    return await bind(deps, invitedId, signIn, command.requestId);
  } catch (error) {
    if (violatedConstraint(error) !== USER_OBJECT_ID_CONSTRAINT) throw error;
    return identifyCaller(deps, command); // bound to another invitation meanwhile, by which the person is known now
  }
}

/** A name that is no address fits no invitation; the object id may be known all the same. */
function parseSignIn(command: IdentifyCallerCommand): SignIn | undefined {
  const objectId = parseObjectId(command.objectId);
  if (objectId === undefined) return undefined;
  const preferredUsername = parseEmailAddress(command.preferredUsername ?? '') ?? null;
  return { objectId, preferredUsername };
}

async function bind(
  deps: Dependencies,
  invitedId: string,
  signIn: SignIn,
  requestId: string,
): Promise<IdentifiedCaller> {
  return inTransaction(deps.dataSource, 'every-organization', async (manager) => {
    const invited = await lockUser(manager, invitedId);
    const decision = decideBinding(invited === undefined ? [] : [invited], signIn);
    if (decision.kind === 'nobody') return NOBODY;
    if (decision.kind === 'known') return identified(decision.user);

    const at = deps.clock.now();
    const user = await updateUser(manager, decision.user, { objectId: signIn.objectId, firstSignedInAt: at });
    const about = { organizationId: user.organizationId, userId: user.id, actor: `person:${user.id}` };
    await recordActivity(manager, { ...about, kind: 'FIRST_SIGN_IN', requestId, at });
    await announceUser(manager, user, { at, requestId, reportDay: deps.reportDay });
    return identified(user);
  });
}

function identified(user: User): IdentifiedCaller {
  return { caller: 'user', userId: user.id, organizationId: user.organizationId, roles: user.roles };
}
