/** What a list of users is narrowed to; every condition that is there must hold. */
export type DirectoryConditions = {
  readonly userName?: string;
  readonly workEmail?: string;
  readonly externalId?: string;
  /** A uuid. */
  readonly id?: string;
  readonly active?: boolean;
  readonly workEmailPrimary?: boolean;
  /** The reference that the directory wrote. */
  readonly manager?: string;
};

/** What a list of groups is narrowed to; every condition that is there must hold. */
export type GroupConditions = {
  readonly id?: string;
  readonly displayName?: string;
  readonly externalId?: string;
  /** The id of a user who is a member. */
  readonly member?: string;
};
