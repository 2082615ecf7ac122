/** What happens to users. */
export const USER_ACTIVITY_KINDS = [
  'INVITED',
  'INVITATION_RESENT',
  'FIRST_SIGN_IN',
  'ROLES_CHANGED',
  'DEACTIVATED',
  'REACTIVATED',
  'DELETED',
  'RESTORED',
  'ERASED',
  'REFUSED',
] as const;

/** What happened to a user; an attempt that was rejected is no change. */
export type UserActivityKind = Exclude<(typeof USER_ACTIVITY_KINDS)[number], 'REFUSED'>;

/** Why an attempt to change a user was rejected. */
export const USER_REFUSAL_REASONS = [
  'LAST_GLOBAL_ADMIN',
  'NOT_PERMITTED',
  'USER_EXISTS',
  'INVITATION_NOT_PENDING',
  'RESTORE_WINDOW_PASSED',
  'DIRECTORY_CONFLICT',
] as const;
export type UserRefusalReason = (typeof USER_REFUSAL_REASONS)[number];

/** A rejected attempt. Without a user it is about a person or a group of the organization. */
export type RefusedAttempt = {
  readonly userId?: string | null;
  readonly organizationId?: string;
  /** The kind that the change would have been; null for a request of a directory, which can be several. */
  readonly attempted: UserActivityKind | null;
  readonly reason: UserRefusalReason;
};
