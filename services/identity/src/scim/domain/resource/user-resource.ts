import { parseObjectId } from '../../../users/domain/object-id.js';
import { userNameOf } from '../account.js';
import type { DirectoryUser } from '../directory-user.js';
import { nameParts } from '../person-name.js';
import { workResource } from './work-resource.js';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** The writable attributes of a user as a SCIM resource; patches apply to it. */
export function writableResource(user: DirectoryUser) {
  const { givenName, familyName } = user;
  return {
    schemas: [USER_SCHEMA],
    userName: userNameOf(user),
    ...(user.objectId !== null && { externalId: externalIdOf(user) }),
    displayName: user.displayName as string,
    ...((givenName !== null || familyName !== null) && {
      name: { ...(givenName !== null && { givenName }), ...(familyName !== null && { familyName }) },
    }),
    active: user.deactivatedAt === null,
    emails: [{ type: 'work', primary: user.workEmailPrimary ?? true, value: user.workEmail ?? user.email }],
  };
}

/** As the directory sent it, while it is the object id of the user. */
function externalIdOf({ objectId, externalId }: DirectoryUser): string | null {
  return externalId !== null && parseObjectId(externalId) === objectId ? externalId : objectId;
}

/** A user as a SCIM resource; every user has both names. */
export function userResource(user: DirectoryUser, baseUrl: string) {
  return {
    ...writableResource(user),
    ...workResource(user, baseUrl),
    name: nameParts(user.displayName, user),
    id: user.id,
    meta: {
      resourceType: 'User',
      created: user.invitedAt.toISOString(),
      lastModified: lastModified(user).toISOString(),
      location: `${baseUrl}/Users/${user.id}`,
      version: versionOf(user),
    },
  };
}

/** Changes with every change of the user. */
export function versionOf({ version }: DirectoryUser): string {
  return `W/"${version}"`;
}

function lastModified(user: DirectoryUser): Date {
  const instants = [user.invitedAt, user.firstSignedInAt, user.deactivatedAt, user.directoryChangedAt];
  return new Date(Math.max(...instants.map((instant) => instant?.getTime() ?? 0)));
}
