import type { User } from '../../users/domain/user.js';

/** A user with the directory entry; all of its values are null for a user whom no directory provisioned. */
export type DirectoryUser = User & {
  readonly userName: string | null;
  readonly externalId: string | null;
  readonly workEmail: string | null;
  readonly workEmailPrimary: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly directoryChangedAt: Date | null;
};
