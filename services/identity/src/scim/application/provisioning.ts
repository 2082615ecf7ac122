import { inTransaction, violatedConstraint } from '@app/subgraph-kit/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import type { LifecycleCause } from '../../users/application/change-metadata.js';
import { followDirectory } from '../../users/store/global-admin.store.js';
import { USER_ADDRESS_CONSTRAINT, USER_OBJECT_ID_CONSTRAINT } from '../../users/store/user.store.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { refused } from '../domain/scim-error.js';
import { lockDirectoryUser } from '../store/directory-user.store.js';

/** Which directory writes, in which request. */
export type DirectoryRequest = {
  readonly tokenId: string;
  readonly organizationId: string;
  readonly requestId: string;
};

/** What provisioning works with inside its transaction. */
export type Provisioning = {
  readonly manager: EntityManager;
  readonly organizationId: string;
  readonly cause: LifecycleCause;
};

/** Somebody took the address or the object id after it was looked for: what there is has to be looked at again. */
export class Overtaken extends Error {}

const ATTEMPTS = 3;

/**
 * One change by a directory, within its organisation, done again when somebody else overtakes it: an administrator
 * invites the same person at the same moment. Who is still in the way after that is there to stay.
 */
export async function provision<Result>(
  deps: Dependencies,
  { tokenId, organizationId, requestId }: DirectoryRequest,
  work: (provisioning: Provisioning) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      return await inTransaction(deps.dataSource, { organizationId }, async (manager) => {
        await followDirectory(manager);
        const at = deps.clock.now();
        const cause = { at, requestId, actor: `scim:${tokenId}`, reportDay: deps.reportDay };
        return work({ manager, organizationId, cause });
      });
    } catch (error) {
      if (!wasOvertaken(error)) throw error;
    }
  }
  throw taken();
}

/** Somebody else has the name, the address or the object id. */
export function taken() {
  return refused('uniqueness', 'Somebody of this organisation has this userName, address or externalId already.');
}

/** The user as they are now. */
export async function present({ manager }: Provisioning, id: string): Promise<DirectoryUser> {
  const user = await lockDirectoryUser(manager, id);
  if (user === undefined) throw new Error('A user who was provisioned is not there.');
  return user;
}

function wasOvertaken(error: unknown): boolean {
  const constraint = violatedConstraint(error);
  return (
    error instanceof Overtaken || constraint === USER_ADDRESS_CONSTRAINT || constraint === USER_OBJECT_ID_CONSTRAINT
  );
}
