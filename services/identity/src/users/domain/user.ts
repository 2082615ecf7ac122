import type { DisplayName } from '../../organizations/domain/names.js';
import type { LeaverPolicy } from '../../organizations/domain/organization.js';
import type { EmailAddress } from './email-address.js';
import type { Role } from './role.js';
import type { WorkProfile } from './work-profile.js';

export const USER_STATUSES = ['INVITED', 'ACTIVE', 'DEACTIVATED', 'DELETED'] as const;

export type UserStatus = (typeof USER_STATUSES)[number];

/** The facts from which a status follows; the status is not stored. */
export type StatusFacts = {
  readonly firstSignedInAt: Date | null;
  readonly deactivatedAt: Date | null;
  readonly deletedAt: Date | null;
};

/** A user of an organization, identified by tenant and `objectId`, never by address. */
export type User = StatusFacts &
  WorkProfile & {
    readonly id: string;
    readonly version: number;
    readonly organizationId: string;
    readonly email: EmailAddress;
    readonly displayName: DisplayName;
    /** All roles: those granted by hand and those of the user's groups. */
    readonly roles: readonly Role[];
    readonly grantedRoles: readonly Role[];
    readonly groupRoles: readonly Role[];
    /** The person's `oid`; null until the first sign-in. */
    readonly objectId: string | null;
    readonly invitedAt: Date;
    /** When the mail server accepted the last invitation; null while it accepted none. */
    readonly invitationSentAt: Date | null;
    /**
     * A deleted user who was invited again and has not signed in since. The object id is still that of the earlier
     * person.
     */
    readonly invitedAgain: boolean;
    /**
     * The signal that decides when the user leaves the report (R21); null for users who do not leave. Signing in after
     * a new invitation cancels it.
     */
    readonly leavingSince: Date | null;
    /** The signals of offboardings that took effect before the user came back, oldest first. */
    readonly pastOffboardings: readonly Date[];
    /** The policy of the organization, which decides when the user leaves the report. */
    readonly leaverPolicy: LeaverPolicy;
  };

/** Deletion outranks deactivation, which outranks every other state; a user who has signed in is no longer invited. */
export function userStatus(facts: StatusFacts): UserStatus {
  if (facts.deletedAt !== null) return 'DELETED';
  if (facts.deactivatedAt !== null) return 'DEACTIVATED';
  return facts.firstSignedInAt === null ? 'INVITED' : 'ACTIVE';
}
