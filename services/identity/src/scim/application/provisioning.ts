import { inTransaction, violatedConstraint } from '@app/subgraph-kit/database/transaction';
import type { EntityManager } from 'typeorm';
import type { Dependencies } from '../../dependencies.js';
import type { ChangeMetadata } from '../../users/application/change-metadata.js';
import { allowRemovalOfLastGlobalAdmin } from '../../users/store/global-admin.store.js';
import { USER_ADDRESS_CONSTRAINT, USER_OBJECT_ID_CONSTRAINT } from '../../users/store/user.store.js';
import { recordRefusal } from '../../users/store/user-activity.store.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { rejected, ScimError } from '../domain/scim-error.js';
import { lockDirectoryUser } from '../store/directory-user.store.js';

/** The directory that writes, and the id of its request. */
export type DirectoryRequest = {
  readonly tokenId: string;
  /** Of the token: the program of the directory, for people. */
  readonly label: string;
  readonly organizationId: string;
  readonly requestId: string;
};

/** The transaction of a change by a directory. */
export type Provisioning = {
  readonly manager: EntityManager;
  readonly organizationId: string;
  readonly metadata: ChangeMetadata;
};

/** A concurrent transaction took the address or the object id: the state must be read again. */
export class ConcurrentChange extends Error {}

const MAX_ATTEMPTS = 3;

/**
 * Runs a change by a directory in the tenant scope of its organization. Retries when a concurrent transaction wins,
 * such as an administrator who invites the same person. A conflict that persists is reported.
 */
export async function provision<Result>(
  deps: Dependencies,
  request: DirectoryRequest,
  work: (provisioning: Provisioning) => Promise<Result>,
): Promise<Result> {
  const { tokenId, label, organizationId, requestId } = request;
  const by = { requestId, actor: `scim:${tokenId}`, client: label };
  try {
    return await tryToProvision(deps, { organizationId, by }, work);
  } catch (error) {
    if (error instanceof ScimError && error.scimType === 'uniqueness')
      await inTransaction(deps.dataSource, { organizationId }, (manager) =>
        recordRefusal(manager, { organizationId, ...CONFLICT }, { ...by, at: deps.clock.now() }),
      );
    throw error;
  }
}

const CONFLICT = { attempted: null, reason: 'DIRECTORY_CONFLICT' } as const;

async function tryToProvision<Result>(
  deps: Dependencies,
  { organizationId, by }: { organizationId: string; by: Pick<ChangeMetadata, 'requestId' | 'actor' | 'client'> },
  work: (provisioning: Provisioning) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    try {
      return await inTransaction(deps.dataSource, { organizationId }, async (manager) => {
        await allowRemovalOfLastGlobalAdmin(manager);
        const at = deps.clock.now();
        const metadata = { at, ...by, reportDay: deps.reportDay };
        return work({ manager, organizationId, metadata });
      });
    } catch (error) {
      if (!isConcurrentChange(error)) throw error;
    }
  }
  throw alreadyTaken();
}

/** The conflict error: another user has the name, the address or the object id. */
export function alreadyTaken() {
  return rejected('uniqueness', 'Another user of this organization has this userName, address or externalId already.');
}

/** The current state of a provisioned user. */
export async function currentUser({ manager }: Provisioning, id: string): Promise<DirectoryUser> {
  const user = await lockDirectoryUser(manager, id);
  if (user === undefined) throw new Error('A provisioned user is absent.');
  return user;
}

function isConcurrentChange(error: unknown): boolean {
  const constraint = violatedConstraint(error);
  return (
    error instanceof ConcurrentChange ||
    constraint === USER_ADDRESS_CONSTRAINT ||
    constraint === USER_OBJECT_ID_CONSTRAINT
  );
}
