/** The conditions of a list of users; all of them must hold. */
export type DirectoryConditions = {
  readonly userName?: string;
  readonly workEmail?: string;
  readonly externalId?: string;
  /** A UUID. */
  readonly id?: string;
  readonly active?: boolean;
  readonly workEmailPrimary?: boolean;
  /** The reference that the directory sent. */
  readonly manager?: string;
};

/** The conditions of a list of groups; all of them must hold. */
export type GroupConditions = {
  readonly id?: string;
  readonly displayName?: string;
  readonly externalId?: string;
  /** The id of a user who is a member. */
  readonly member?: string;
};
