/** What a directory says about a user beyond the account. */
export type DirectoryEntry = {
  readonly userName: string;
  /** As the directory writes it; null when it sends none. */
  readonly externalId: string | null;
  readonly workEmail: string | null;
  readonly workEmailPrimary: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
};
