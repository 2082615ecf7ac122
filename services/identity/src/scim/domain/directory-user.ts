import type { User } from '../../users/domain/user.js';

/** A user as a directory sees them; whom no directory has provisioned has no `userName` of its own. */
export type DirectoryUser = User & {
  readonly userName: string | null;
  readonly externalId: string | null;
  readonly workEmail: string | null;
  readonly workEmailPrimary: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly directoryChangedAt: Date | null;
};
