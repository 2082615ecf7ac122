/** What a directory says beyond the account itself. */
export type DirectoryEntry = {
  readonly userName: string;
  /** As the directory writes it; null where it does not say. */
  readonly externalId: string | null;
  readonly workEmail: string | null;
  readonly workEmailPrimary: boolean | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
};
