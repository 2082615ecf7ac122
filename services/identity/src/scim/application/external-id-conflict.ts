import type { Logger } from 'pino';
import type { Dependencies } from '../../dependencies.js';
import { recordMismatch } from '../../sign-in/application/record-mismatch.js';
import type { DirectoryUser } from '../domain/directory-user.js';
import { ScimError } from '../domain/scim-error.js';

const INACTIVE =
  'The account is inactive: POST the new externalId with the same userName, and a new person has that name. A directory ' +
  'that looks for the userName first does so once this user is deleted.';
const ACTIVE =
  'If it is the same person, map externalId to the object id with which they sign in. If the account was made again in ' +
  'the directory, deactivate or delete this user first, then POST the new externalId with the same userName.';

/** Rejects another object id for an account that belongs to a person, and says what the directory can do. */
export class ExternalIdConflict extends ScimError {
  constructor(
    readonly user: DirectoryUser,
    readonly objectId: string | null,
  ) {
    const remedy = user.deactivatedAt === null ? ACTIVE : INACTIVE;
    super(400, `externalId cannot change: the person has signed in with the one that is here. ${remedy}`, 'mutability');
  }
}

/** Records the mismatch of a rejected change outside of its transaction. */
export async function recordMismatchOnConflict<Result>(
  deps: Dependencies & { readonly log: Logger },
  requestId: string,
  change: Promise<Result>,
): Promise<Result> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof ExternalIdConflict && error.objectId !== null)
      await recordMismatch(deps, error.user, { otherId: error.objectId, foundBy: 'DIRECTORY' }, requestId);
    throw error;
  }
}
